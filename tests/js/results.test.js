// What of an exercise goes into the diary, and what is said of it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { MINUTE, firstOpenRound, manner, resultOf } from "../../static/player/exercise.js";
import { doneParts, leaveKey, mainKey, phaseKey, sumParts, tallyParts } from "../../static/player/labels.js";
import { BOTH_SIDES, HOLD, PLAIN, TAP, WATCH, line } from "./exercises.js";

test("each dose has its manner", () => {
  const doses = [WATCH, HOLD, TAP, PLAIN, { sets: 2 }, { minutes: 5, reps: 3 }];
  const manners = doses.map((dose) => manner(line(dose)));
  assert.deepEqual(manners, ["watch", "hold", "tap", "plain", "tap", "tap"]);
});

test("nothing done and nothing said is no result", () => {
  assert.deepEqual(resultOf(line(HOLD)), { outcome: "", reason: "" });
});

test("what is begun and not marked is partly done", () => {
  assert.deepEqual(resultOf(line({ ...HOLD, counts: [2] })), {
    outcome: "partly", reason: "", sets: 1, reps: 2, side: "",
  });
});

test("a walk that somebody marks has minutes, rounded and never none", () => {
  const minutes = (walked) => resultOf(line({ ...WATCH, walked, outcome: "partly" })).minutes;
  assert.deepEqual([1, 29_000, 89_000, 91_000, 22 * MINUTE].map(minutes), [1, 1, 1, 2, 22]);
});

test("a walk of less than half a minute that nobody marks is none", () => {
  const outcome = (walked) => resultOf(line({ ...WATCH, walked })).outcome;
  assert.deepEqual([0, 1, 29_999, 30_000].map(outcome), ["", "", "", "partly"]);
});

test("sets that differ are given with the least and listed", () => {
  const { reps, sets, uneven } = resultOf(line({ ...TAP, counts: [3, 1] }));
  assert.deepEqual({ reps, sets, uneven }, {
    reps: 1, sets: 2, uneven: [{ count: 3, side: "" }, { count: 1, side: "" }],
  });
});

test("sides that differ are listed with their sides", () => {
  const { side, reps, uneven } = resultOf(line({ ...BOTH_SIDES, reps: 8, counts: [8, 3] }));
  assert.deepEqual({ side, reps, uneven }, {
    side: "both", reps: 3, uneven: [{ count: 8, side: "left" }, { count: 3, side: "right" }],
  });
});

test("one side alone is that side", () => {
  assert.equal(resultOf(line({ ...BOTH_SIDES, counts: [2] })).side, "left");
  assert.equal(resultOf(line({ ...BOTH_SIDES, counts: [undefined, 2] })).side, "right");
});

test("an exercise goes on in the first round with repetitions left", () => {
  assert.equal(firstOpenRound(line({ ...TAP, counts: [3, 1] })), 1);
  assert.equal(firstOpenRound(line({ ...TAP, counts: [2] })), 0);
  assert.equal(firstOpenRound(line({ ...TAP, counts: [3, 3] })), 0);
});

const keysOf = (parts) => parts.map(({ key, text }) => key ?? text);

test("the tally names repetitions, side and set", () => {
  const step = { name: "tap", round: 1 };
  assert.deepEqual(keysOf(tallyParts(line({ ...TAP, side: "both" }), step)), [
    "player_count", "player_side_right", "player_set",
  ]);
});

test("an exercise that is not begun has no standing, one that is has", () => {
  const standing = (fields) => keysOf(tallyParts(line({ ...HOLD, ...fields }), { name: "intro" }));
  assert.deepEqual(standing({}), []);
  assert.deepEqual(standing({ counts: [2] }), ["player_count_so_far"]);
  assert.deepEqual(standing({ outcome: "done", counts: [3] }), ["player_done"]);
  assert.deepEqual(standing({ outcome: "skipped" }), ["player_skipped"]);
  assert.deepEqual(standing({ outcome: "skipped", reason: "ill" }), ["player_skipped_because"]);
});

test("a paused step says so, and its button resumes", () => {
  const step = { name: "hold", round: 0, ends: 9, left: 5 };
  assert.equal(phaseKey(step), "player_paused");
  assert.equal(mainKey(line(HOLD), step), "player_resume");
  assert.equal(mainKey(line(HOLD), { ...step, left: null }), "player_pause");
  assert.equal(phaseKey({ name: "watch", since: 5 }), null);
});

test("the other button skips, stops, or goes to the next exercise", () => {
  const intro = { name: "intro" };
  assert.equal(leaveKey(line(HOLD), intro), "player_skip");
  assert.equal(leaveKey(line({ ...HOLD, counts: [1] }), intro), "player_stop");
  assert.equal(leaveKey(line({ ...HOLD, outcome: "done" }), intro), "player_next");
});

test("the list at the end shows the dose, or how much was done and why no more", () => {
  assert.deepEqual(keysOf(doneParts(line({ ...HOLD, outcome: "done" }))), ["as planned"]);
  assert.deepEqual(keysOf(doneParts(line({ ...HOLD, counts: [1], reason: "sore" }))), [
    "player_count", "sore",
  ]);
  assert.deepEqual(keysOf(doneParts(line({ ...WATCH, walked: MINUTE, outcome: "partly" }))), [
    "player_minutes_done",
  ]);
});

test("the sum counts what was stopped or cut short, and what was skipped, apart", () => {
  const lines = [
    line({ ...TAP, outcome: "done" }), line({ ...HOLD, counts: [2], outcome: "stopped" }),
    line({ ...HOLD, counts: [2] }), line({ ...HOLD, outcome: "skipped" }), line(HOLD),
  ];
  assert.deepEqual(sumParts(lines), [
    { key: "player_sum_done", values: { count: 1, goal: 5 } },
    { key: "player_sum_partly", values: { count: 2 } },
    { key: "player_sum_skipped", values: { count: 1 } },
  ]);
});
