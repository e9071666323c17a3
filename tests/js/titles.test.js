// What a waiting entry is called and when it was, by the clock of whoever typed it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { dayKindOf, momentText, titleOf } from "../../static/offline/titles.js";

const at = (text) => Date.parse(text);

test("a time is written as the journal's own pages write it", () => {
  const [now, early, noon, night] = ["13:49", "08:05", "12:30", "00:05"].map((time) => at(`2026-05-20T${time}Z`));
  const write = (moment, clock) => momentText(moment, now, "UTC", clock);
  assert.deepEqual([now, early, noon, night].map((moment) => write(moment, "12")), [
    "1:49 pm", "8:05 am", "12:30 pm", "12:05 am",
  ]);
  assert.deepEqual([now, early, noon, night].map((moment) => write(moment, "24")), [
    "13:49", "08:05", "12:30", "00:05",
  ]);
});

test("a time of another day says which, by the days of its zone", () => {
  const now = at("2026-05-20T02:00Z");
  assert.equal(momentText(at("2026-05-19T23:30Z"), now, "UTC", "24"), "19 May 2026, 23:30");
  assert.equal(momentText(at("2026-05-19T23:30Z"), now, "Europe/Vienna", "12"), "1:30 am");
});

test("a level of a whole day is told from one of a moment", () => {
  const pain = (kind, path = "/pain/new") => dayKindOf({ path, fields: [["kind", kind]] });
  assert.deepEqual([pain("day_average"), pain("day_worst"), pain("now")], ["day_average", "day_worst", null]);
  assert.equal(pain("day_average", "/pain/x/edit"), null);
  assert.equal(dayKindOf({ path: "/pain/new", fields: [] }), null);
});

test("an answer to an own question is called by its name, one that is taken back by the day", () => {
  const name = (...fields) => titleOf({ path: "/days/2026-05-20/edit", fields }).name;
  assert.deepEqual(name(["factor", "A=B=yes"]), { text: "A=B" });
  assert.deepEqual(name(["factor", "Coffee="]), { key: "entry_day" });
  assert.deepEqual(name(), { key: "entry_day" });
});
