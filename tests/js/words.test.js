// Words for people: values and plural forms are filled in.

import assert from "node:assert/strict";
import { test } from "node:test";

import { clockText } from "../../static/clock_text.js";
import { newKey } from "../../static/keys.js";
import { runningSpasms, titleOf } from "../../static/offline/titles.js";
import { fill } from "../../static/words.js";

test("values take the places of their names", () => {
  assert.equal(fill("%(count)s of %(goal)s", { count: 1, goal: 3 }, "en"), "1 of 3");
});

test("the form is chosen by the count, in the language of the page", () => {
  const forms = { one: "%(count)s entry", few: "%(count)s few", other: "%(count)s entries" };
  const text = (count, language) => fill(forms, { count }, language);
  assert.deepEqual([text(1, "en"), text(0, "en"), text(2, "en")], ["1 entry", "0 entries", "2 entries"]);
  assert.equal(text(3, "cs"), "3 few");
  assert.equal(fill({ other: "%(count)s" }, { count: 1 }, "en"), "1");
});

test("a clock shows minutes and seconds", () => {
  assert.deepEqual([0, 9, 61, 3_725].map(clockText), ["0:00", "0:09", "1:01", "62:05"]);
});

test("a key is a UUID of the fourth version, and no two are the same", () => {
  const keys = Array.from({ length: 100 }, newKey);
  for (const key of keys) {
    assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  assert.equal(new Set(keys).size, 100);
});

test("an entry is called by its kind, what it says, and what was done to it", () => {
  const title = (path, fields = {}) => titleOf({ path, fields: Object.entries(fields) });
  const pain = { key: "entry_pain", values: { level: "6" } };
  assert.deepEqual(title("/pain/new", { level: "6" }), { name: pain, suffix: null });
  assert.deepEqual(title("/exercises/new", { exercise: "Bridge" }).name, { text: "Bridge" });
  assert.deepEqual(title("/relief/new", { method: "cold" }).name, { key: "relief_cold" });
  assert.equal(title("/episodes/start").suffix.key, "entry_began");
  assert.equal(title("/episodes/abc/end").suffix.key, "entry_ended");
  assert.equal(title("/pain/abc/edit", { level: "6" }).suffix.key, "entry_changed");
  assert.deepEqual(title("/relief/abc/after", { level: "3" }).suffix, {
    key: "entry_after", values: { level: "3" },
  });
  assert.deepEqual(title("/days/2026-05-20", { no_exercise: "yes" }), {
    name: { key: "entry_no_exercise" }, suffix: null,
  });
});

test("a spasm runs until its end waits too", () => {
  const start = { key: "abc", path: "/episodes/start", fields: [] };
  const end = { key: "def", path: "/episodes/abc/end", fields: [] };
  assert.deepEqual(runningSpasms([start]), [start]);
  assert.deepEqual(runningSpasms([start, end]), []);
});
