// The order in which waiting entries are sent, and what answers mean.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  belongsTo, deliver, endOf, fieldsToSend, partsOf, verdictOf,
} from "../../static/offline/delivery.js";

// A queue and a journal that answers each key with the statuses given for it, the last for ever.
class Journal {
  constructor(entries, statuses = {}) {
    this.entries = new Map(entries.map((entry) => [entry.order, entry]));
    this.statuses = statuses;
    this.posted = [];
    this.renewed = 0;
    this.arrived = [];
  }

  ports() {
    return {
      read: async (order) => this.entries.get(order),
      post: async (entry, token) => this.answer(entry, token),
      renew: async () => { this.renewed += 1; return `token ${this.renewed}`; },
      arrived: async ({ key }) => { this.arrived.push(key); },
      remove: async (order) => { this.entries.delete(order); },
      replace: async (entry) => { this.entries.set(entry.order, entry); },
    };
  }

  answer(entry, token) {
    const given = [].concat(this.statuses[entry.key] ?? 204);
    const tries = this.posted.filter(([key]) => key === entry.key).length;
    this.posted.push([entry.key, token]);
    const status = given[Math.min(tries, given.length - 1)];
    const headers = new Map(status === 200 ? [["Journal-Saved", "yes"]] : []);
    return { status, headers, text: async () => "a page" };
  }

  deliver() {
    return deliver([...this.entries.keys()], "first", this.ports());
  }

  get keys() { return this.posted.map(([key]) => key); }
}

const entry = (order, fields = [], more = {}) => ({
  order, key: `key-${order}`, path: "/pain/new", fields, at: 0, zone: "UTC", ...more,
});

test("entries are sent in the order in which they were typed", async () => {
  const journal = new Journal([entry(3), entry(1), entry(2)]);
  const answer = await deliver([1, 2, 3], "first", journal.ports());
  assert.deepEqual(answer, { outcome: "sent", sent: 3 });
  assert.deepEqual(journal.keys, ["key-1", "key-2", "key-3"]);
  assert.equal(journal.entries.size, 0);
});

test("an entry that was taken out meanwhile is not sent", async () => {
  const journal = new Journal([entry(1)]);
  assert.deepEqual(await deliver([7, 1], "first", journal.ports()), { outcome: "sent", sent: 1 });
});

test("a refused entry is kept with its problem, the others go on", async () => {
  const journal = new Journal([entry(1), entry(2)], { "key-1": 422 });
  assert.deepEqual(await journal.deliver(), { outcome: "sent", sent: 1 });
  assert.deepEqual(journal.entries.get(1).problem, { status: 422, page: "a page" });
});

test("what belongs to a refused entry waits with it", async () => {
  const end = entry(2, [], { path: "/episodes/key-1/end" });
  const level = entry(3, [["episode_id", "key-1"]]);
  const later = entry(4, [["episode_id", "key-3"]]);
  const journal = new Journal([entry(1), end, level, later, entry(5)], { "key-1": 409 });
  await journal.deliver();
  assert.deepEqual(journal.keys, ["key-1", "key-5"]);
  assert.deepEqual([...journal.entries.keys()], [1, 2, 3, 4]);
});

test("an entry with a problem is not sent again by itself", async () => {
  const journal = new Journal([entry(1, [], { problem: { status: 422 } }), entry(2)]);
  await journal.deliver();
  assert.deepEqual(journal.keys, ["key-2"]);
});

test("a journal that is busy or away is asked later, in the same order", async () => {
  for (const status of [408, 429, 502, 503, 504, 520, 522, 530]) {
    const journal = new Journal([entry(1), entry(2)], { "key-1": status });
    assert.deepEqual(await journal.deliver(), { outcome: "away", sent: 0 });
    assert.deepEqual([...journal.entries.values()].map(({ problem }) => problem), [undefined, undefined]);
  }
});

test("a token that was too old is renewed once", async () => {
  const journal = new Journal([entry(1), entry(2)], { "key-1": [400, 204] });
  assert.deepEqual(await journal.deliver(), { outcome: "sent", sent: 2 });
  assert.deepEqual(journal.posted, [["key-1", "first"], ["key-1", "token 1"], ["key-2", "token 1"]]);
});

test("a journal that fails with one entry fails with it alone", async () => {
  const journal = new Journal([entry(1), entry(2)], { "key-1": 500 });
  assert.deepEqual(await journal.deliver(), { outcome: "sent", sent: 1 });
  assert.deepEqual(journal.entries.get(1).problem, { status: 500, failed: true });
});

test("nothing is sent on once nobody is signed in", async () => {
  const journal = new Journal([entry(1), entry(2)], { "key-1": 401 });
  assert.deepEqual(await journal.deliver(), { outcome: "signed out", sent: 0 });
  assert.deepEqual(journal.keys, ["key-1"]);
});

test("whatever the answers, no entry is lost: it is sent or still there", async () => {
  const statuses = [200, 204, 400, 401, 404, 409, 410, 422, 500, 503, 522, 302, 0];
  for (const first of statuses) {
    for (const second of statuses) {
      const journal = new Journal([entry(1), entry(2)], { "key-1": first, "key-2": second });
      const { sent } = await journal.deliver();
      assert.equal(sent + journal.entries.size, 2, `${first}, ${second}`);
    }
  }
});

test("each answer has one meaning", () => {
  const verdicts = Object.fromEntries([204, 401, 409, 503, 525, 500, 403, 302].map((status) => (
    [status, verdictOf(status)]
  )));
  assert.deepEqual(verdicts, {
    204: "sent", 302: "failed", 401: "signed out", 403: "failed", 409: "refused", 500: "failed",
    503: "later", 525: "later",
  });
});

test("a page is an answer where the journal says beside it that it saved", async () => {
  assert.deepEqual([verdictOf(200), verdictOf(200, true)], ["failed", "sent"]);
  const journal = new Journal([entry(1), entry(2)], { "key-2": 200 });
  assert.deepEqual(await journal.deliver(), { outcome: "sent", sent: 2 });
  assert.deepEqual(journal.arrived, ["key-1", "key-2"]);
});

test("an entry says how long ago it was typed, and never in the future", () => {
  const typed = (now) => Object.fromEntries(fieldsToSend({ ...entry(1), at: 10_000 }, now));
  assert.deepEqual(typed(72_400), { client_key: "key-1", typed_ago: 62, typed_zone: "UTC" });
  assert.equal(typed(0).typed_ago, 0);
});

const spasm = (...later) => {
  const start = entry(1, [["ago", "0"]], { path: "/episodes/start", at: 10_000 });
  return [start, ...later];
};
const end = (order, at) => entry(order, [], { path: "/episodes/key-1/end", at });
const level = (order) => entry(order, [["episode_id", "key-1"], ["level", "4"]]);

test("a spasm is sent with the end that waits for it, and with no other", () => {
  const [start, ...rest] = spasm(level(2), end(3, 70_000));
  const fields = Object.fromEntries(fieldsToSend(start, 100_000, [start, ...rest]));
  assert.deepEqual([fields.typed_ago, fields.ended_ago], [90, 30]);
  const other = entry(4, [], { path: "/episodes/key-9/end" });
  assert.ok(!fieldsToSend(start, 0, [start, other]).some(([name]) => name === "ended_ago"));
  assert.ok(!fieldsToSend(level(2), 0, [start, ...rest]).some(([name]) => name === "ended_ago"));
  assert.equal(endOf(start, [start, ...rest]).order, 3);
});

test("a spasm that is taken out takes its end along, its levels stand for themselves", () => {
  const [start, ...rest] = spasm(level(2), end(3), entry(4), end(5));
  assert.deepEqual(partsOf(start, [start, ...rest]).map(({ order }) => order), [1, 3, 5]);
  assert.deepEqual(partsOf(rest[0], [start, ...rest]).map(({ order }) => order), [2]);
});

test("what belongs to a spasm is sent once it is settled, in every order of answers", async () => {
  for (const status of [404, 409, 422, 500]) {
    const [start, ...rest] = spasm(level(2), end(3));
    const journal = new Journal([start, ...rest], { "key-1": [status, 204] });
    await journal.deliver();
    assert.deepEqual(journal.keys, ["key-1"], `${status}`);
    const { problem: _, ...settled } = journal.entries.get(1);
    journal.entries.set(1, { ...settled, path: "/episodes/new" });
    assert.deepEqual(await journal.deliver(), { outcome: "sent", sent: 3 });
    assert.deepEqual(journal.keys, ["key-1", "key-1", "key-2", "key-3"]);
  }
});

test("what was deleted elsewhere is deleted", async () => {
  for (const status of [404, 410]) {
    const deletion = entry(1, [], { path: "/pain/abc/delete" });
    const edit = entry(2, [], { path: "/pain/abc/edit" });
    const journal = new Journal([deletion, edit], { "key-1": status, "key-2": status });
    assert.deepEqual(await journal.deliver(), { outcome: "sent", sent: 1 });
    assert.equal(journal.entries.get(2).problem.status, status);
  }
});

test("an entry belongs to another by its address or a field", () => {
  assert.ok(belongsTo(entry(1, [["episode_id", "abc"]]), ["abc"]));
  assert.ok(!belongsTo(entry(1, [["level", 4]]), ["abc"]));
});

test("an entry that is taken out while it is sent is not put back", async () => {
  for (const status of [422, 500]) {
    const journal = new Journal([entry(1)]);
    const ports = { ...journal.ports(), post: async () => {
      journal.entries.delete(1);
      return { status, headers: new Map(), text: async () => "a page" };
    } };
    await deliver([1], "first", ports);
    assert.equal(journal.entries.size, 0);
  }
});

test("an entry without an answer in time is known to have been tried", async () => {
  const journal = new Journal([entry(1)]);
  const late = Object.assign(new Error("late"), { name: "TimeoutError" });
  const ports = { ...journal.ports(), post: async () => { throw late; } };
  await assert.rejects(deliver([1], "first", ports), late);
  assert.equal(journal.entries.get(1).tried, true);
});
