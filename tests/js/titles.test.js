// What a waiting entry is called and when it was, by the clock of whoever typed it.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  aheadText, dayKindOf, isStatement, momentText, placeText, timeThere, titleOf, withoutFormerAnswers,
} from "../../static/offline/titles.js";

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

test("a time typed in another zone says where, unless the clocks agree", () => {
  const [moment, now] = [at("2026-05-20T09:51Z"), at("2026-05-20T12:00Z")];
  const write = (own) => timeThere(moment, now, "Europe/Berlin", [own], "24");
  assert.equal(write("Europe/Berlin"), "11:51");
  assert.equal(write("Europe/Vienna"), "11:51");
  assert.equal(write("Europe/Lisbon"), "11:51 (Berlin)");
  assert.equal(timeThere(moment, now, "America/New_York", ["UTC"], "12"), "5:51 am (New York)");
});

test("a time to come says its day from midnight on, as the journal's own pages do", () => {
  const now = at("2026-05-20T21:00Z");
  const write = (text) => aheadText(at(text), now, "Europe/Vienna", "24");
  assert.equal(write("2026-05-20T21:59Z"), "23:59");
  assert.equal(write("2026-05-20T22:00Z"), "Thu 00:00");
  assert.equal(write("2026-05-21T21:00Z"), "Thu 23:00");
  assert.equal(write("2026-05-26T20:59Z"), "Tue 22:59");
  assert.equal(write("2026-05-26T21:00Z"), "Tue 26 May 23:00");
});

test("a level of a whole day is told from one of a moment", () => {
  const pain = (kind, path = "/pain/new") => dayKindOf({ path, fields: [["kind", kind]] });
  assert.deepEqual([pain("day_average"), pain("day_worst"), pain("now")], ["day_average", "day_worst", null]);
  assert.equal(pain("day_average", "/pain/x/edit"), null);
  assert.equal(dayKindOf({ path: "/pain/new", fields: [] }), null);
});

const DAY = "/days/2026-05-20/edit";
const said = (...fields) => ({ path: DAY, fields: [...fields, ["next", "/"]] });

test("an answer about a day is called by what it answers, a whole form by the day", () => {
  const name = (...fields) => titleOf(said(...fields)).name;
  assert.deepEqual(name(["factor", "A=B=yes"]), { text: "A=B" });
  assert.deepEqual(name(["factor", "Mood=7"]), { text: "Mood: 7" });
  assert.deepEqual(name(["no_exercise", "yes"]), { key: "entry_no_exercise" });
  assert.deepEqual(name(["sleep", "0"]), { key: "entry_sleep_level", values: { level: "0" } });
  assert.deepEqual(name(["sleep", "0"], ["note", ""]), { key: "entry_day" });
  assert.deepEqual(name(), { key: "entry_day" });
});

test("a level that is deleted is not called by a number it does not say", () => {
  assert.deepEqual(titleOf({ path: "/pain/x/delete", fields: [["next", "/"]] }), {
    name: { key: "entry_level" }, suffix: { key: "entry_deleted", values: {} },
  });
});

test("an answer that is taken back is called so, whatever it answered", () => {
  for (const field of [["factor", "Coffee="], ["no_exercise", ""], ["sleep", ""]]) {
    const entry = said(field);
    assert.deepEqual(titleOf(entry).suffix, { key: "entry_taken_back", values: {} }, field);
    assert.ok(isStatement(entry));
  }
  assert.deepEqual(titleOf(said(["factor", "Coffee="])).name, { text: "Coffee" });
  assert.equal(titleOf(said(["factor", "Coffee=yes"])).suffix, null);
});

test("of several answers to one question only the last one is shown, and all others are", () => {
  const entries = [
    said(["factor", "Coffee=yes"]), said(["factor", "Swim=yes"]), said(["factor", "Coffee="]),
    said(["no_exercise", "yes"]), { ...said(["factor", "no_exercise=yes"]), problem: { status: 422 } },
    said(["factor", "no_exercise="]), { path: "/pain/new", fields: [] },
    { ...said(["factor", "Swim="]), path: "/days/2026-05-19/edit" },
  ];
  assert.deepEqual(withoutFormerAnswers(entries), entries.slice(1));
});

test("a time says where it is wherever any other clock shows another", () => {
  const moment = at("2026-05-20T09:51Z");
  assert.equal(placeText(moment, "Europe/Berlin", ["Europe/Berlin", ""]), "");
  assert.equal(placeText(moment, "Europe/Berlin", ["Europe/Paris", "Africa/Lagos"]), " (Berlin)");
});
