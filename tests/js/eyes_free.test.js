// A session without looking: what touches do, that a trembling finger does nothing twice, and that
// no row of touches ever logs what was not done.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  OPEN_EYES, hintParts, isAtRest, largeParts, spokenParts, touched,
} from "../../static/player/eyes_free.js";
import { MINUTE, repetitionGoal, resultOf, roundsOf, totalCount } from "../../static/player/exercise.js";
import { currentLine, next } from "../../static/player/machine.js";
import { SECOND } from "../../static/player/steps.js";
import { localVoice } from "../../static/player/speech.js";
import { BOTH_SIDES, HOLD, TAP, WATCH, line } from "./exercises.js";

const FOUR = [HOLD, BOTH_SIDES, TAP, WATCH];

// Somebody on the floor, on a clock that moves only when told to.
class Floor {
  constructor(...doses) {
    const lines = doses.map((dose, place) => line({ ...dose, number: String(place) }));
    Object.assign(this, { now: 1_000_000, eyes: OPEN_EYES, state: null, heard: [] });
    this.send({ type: "begin", key: "a key", lines, typed: {} });
  }

  send(event) {
    const before = { state: this.state, eyes: this.eyes };
    this.state = next(this.state, event, this.now).state;
    this.say(before);
  }

  say(before) {
    this.heard.push(...spokenParts(before, { state: this.state, eyes: this.eyes }));
  }

  // Whether the touch was one, and not the trembling of a finger.
  touch(kind = "tap") {
    const before = { state: this.state, eyes: this.eyes };
    const { acts, event, eyes } = touched(this.state, this.eyes, kind, this.now);
    this.eyes = eyes;
    if (event) this.send({ type: event });
    else this.say(before);
    return acts;
  }

  pass(milliseconds, tick = 200) {
    for (let passed = 0; passed < milliseconds; passed += tick) {
      this.now += Math.min(tick, milliseconds - passed);
      this.send({ type: "tick" });
    }
    return this;
  }

  tap() { this.pass(SECOND).touch(); return this; }
  press() { this.pass(SECOND).touch("long"); return this; }
  keys() { return this.heard.splice(0).map(({ key, text }) => key ?? text); }
  get line() { return currentLine(this.state); }
}

test("each exercise is told by name and place, each side, each step and each count", () => {
  const floor = new Floor(BOTH_SIDES);
  assert.deepEqual(floor.keys(), ["player_exercise", "as planned", "eyes_hint_start"]);
  floor.tap();
  assert.deepEqual(floor.keys(), ["player_phase_ready", "player_side_left"]);
  floor.pass(9 * SECOND);
  assert.deepEqual(floor.keys(), [
    "player_phase_lift", "player_phase_hold", "player_count", "player_phase_lower",
  ]);
  floor.pass(6 * SECOND);
  assert.deepEqual(floor.keys().slice(-3), ["player_count", "player_phase_turn", "player_side_right"]);
  floor.pass(30 * SECOND);
  assert.deepEqual(floor.keys().slice(-2), ["player_sum_done", "eyes_save"]);
  assert.equal(floor.line.outcome, "done");
});

test("a tap starts, counts what is done by count, and ends a walk", () => {
  const floor = new Floor(TAP, WATCH).tap().tap();
  assert.equal(floor.state.step.name, "tap");
  for (let count = 0; count < 3; count += 1) floor.tap();
  assert.equal(floor.state.step.name, "rest");
  for (let count = 0; count < 4; count += 1) floor.tap();
  assert.equal(floor.state.place, 1);
  floor.tap().pass(2 * MINUTE).tap();
  assert.deepEqual(floor.state.lines.map(({ outcome }) => outcome), ["done", "done"]);
});

test("a repetition that is held counts by its time: no tap shortens it or pauses it", () => {
  const floor = new Floor(HOLD).tap().pass(8 * SECOND);
  assert.equal(floor.state.step.name, "hold");
  floor.tap();
  assert.deepEqual([floor.state.step.name, totalCount(floor.line)], ["hold", 0]);
  floor.pass(2 * SECOND);
  assert.equal(totalCount(floor.line), 1);
});

test("a long press waits, wherever one is, a tap resumes and a second long press stops", () => {
  const places = {
    start: () => new Floor(HOLD),
    ready: () => new Floor(HOLD).tap(),
    hold: () => new Floor(HOLD).tap().pass(8 * SECOND),
    count: () => new Floor(TAP).tap().tap().tap(),
    walk: () => new Floor(WATCH).tap().pass(40 * SECOND),
  };
  for (const [name, at] of Object.entries(places)) {
    const floor = at();
    floor.keys();
    floor.press();
    assert.ok(isAtRest(floor.state, floor.eyes), name);
    assert.deepEqual(floor.keys(), ["player_paused", "eyes_hint_paused"], name);
    const before = structuredClone(floor.state.lines);
    floor.pass(20 * SECOND);
    assert.deepEqual(floor.state.lines, before, `nothing goes on: ${name}`);
    floor.tap();
    assert.ok(!isAtRest(floor.state, floor.eyes), name);
    floor.press().press();
    assert.equal(floor.state.view, "end", name);
  }
});

test("what has no numbers is started with a tap and done with the next one", () => {
  const floor = new Floor({}, TAP);
  floor.keys();
  floor.tap();
  assert.deepEqual([floor.keys(), floor.state.lines[0].outcome], [["eyes_started"], ""]);
  assert.deepEqual(hintParts(floor.state, floor.eyes)[0].key, "eyes_hint_end");
  floor.tap();
  assert.equal(floor.state.lines[0].outcome, "done");
  assert.equal(floor.keys()[0], "player_exercise_done");
});

test("what is marked already is passed and never begun again by a tap", () => {
  const floor = new Floor(TAP, HOLD).tap().tap();
  for (let count = 0; count < 7; count += 1) floor.tap();
  assert.equal(floor.state.place, 1);
  floor.send({ type: "back" });
  assert.deepEqual(hintParts(floor.state, floor.eyes)[0].key, "eyes_hint_marked");
  floor.tap();
  assert.deepEqual([floor.state.place, floor.state.lines[0].outcome], [1, "done"]);
});

test("a trembling finger is one tap, however often it comes", () => {
  const floor = new Floor(TAP).tap().tap();
  floor.pass(SECOND);
  assert.equal(floor.touch(), true);
  for (const gap of [0, 100, 400, 700, 799]) {
    floor.now += gap;
    assert.equal(floor.touch(), false, `${gap} ms`);
    assert.equal(floor.touch("long"), false, `${gap} ms`);
  }
  assert.deepEqual(floor.line.counts, [1]);
  floor.now += 800;
  assert.equal(floor.touch(), true);
  assert.deepEqual(floor.line.counts, [2]);
});

test("in large letters a number stays on one line with what it counts", () => {
  const floor = new Floor({ ...HOLD, dose: "8 times, hold 2 s, each side" });
  assert.equal(largeParts(floor.state, floor.eyes, floor.now)[1].text,
    "8\u00A0times, hold 2\u00A0s, each side");
});

test("half a minute of a walk is no minute", () => {
  const floor = new Floor(WATCH).tap().pass(20 * SECOND).tap();
  assert.equal(floor.state.view, "play", "a tap does not end what has hardly begun");
  floor.press().press();
  assert.equal(resultOf(floor.line).outcome, "");
});

test("only a voice that the browser says is on the device speaks, in the page's language", () => {
  const voice = (lang, localService) => ({ lang, localService, default: false });
  const voices = [voice("en-US", false), voice("de-DE", true), voice("en_GB", true), voice("en", undefined)];
  assert.equal(localVoice(voices, "en"), voices[2]);
  assert.equal(localVoice([voices[0], voices[3]], "en"), null);
  assert.equal(localVoice([], "en"), null);
});

// Numbers that look random and are the same in every run.
function randomNumbers(seed) {
  let value = seed;
  return (below) => {
    value = (value * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((value / 2_147_483_648) * below);
  };
}

// What may have been done at most: a count for each touch, or for each time a hold can take.
function walk(seed) {
  const random = randomNumbers(seed);
  const floor = new Floor(...FOUR);
  const most = FOUR.map(() => ({ touches: 0, time: 0 }));
  let last = -Infinity;
  for (let turn = 0; turn < 400 && floor.state.view === "play"; turn += 1) {
    const before = floor.state;
    const { place } = before;
    const began = floor.now;
    const gap = [0, 100, 500, 900, 3 * SECOND, 15 * SECOND, 40 * SECOND][random(7)];
    floor.pass(gap, gap > 3 * SECOND ? SECOND : 200); // a dimmed phone ticks once a second
    if (floor.state.place === place) most[place].time += floor.now - began;
    else for (const one of most) one.time += floor.now - began;
    if (floor.state.view !== "play") break;
    const at = floor.state;
    const acts = floor.touch(seed % 2 && random(12) === 0 ? "long" : "tap");
    assert.equal(acts, floor.now - last >= 800, "a touch within 800 ms is none");
    last = floor.now;
    if (acts) most[at.place].touches += 1;
    else assert.deepEqual(floor.state, at, "what is no touch changes nothing");
    const counted = floor.state.lines.map(totalCount);
    const earlier = at.lines.map(totalCount);
    const rise = counted.reduce((sum, one, row) => sum + one - earlier[row], 0);
    assert.ok(rise === 0 || (rise === 1 && at.step.name === "tap"), "a tap counts one, of taps only");
    assert.ok(largeParts(floor.state, floor.eyes, floor.now).length > 0);
    assert.ok(hintParts(floor.state, floor.eyes).length > 0);
  }
  floor.state.lines.forEach((one, place) => claimsNoMore(one, most[place]));
  return floor.state;
}

function claimsNoMore(one, { touches, time }) {
  const { outcome, minutes = 0 } = resultOf(one);
  const total = totalCount(one);
  if (one.hold) assert.ok(total * one.hold * SECOND <= time, "each hold took its time");
  else if (one.reps) assert.ok(total <= touches, "each repetition was tapped");
  if (one.minutes) assert.ok(minutes * MINUTE <= time + MINUTE / 2, "the minutes were walked");
  const isWhole = one.minutes
    ? one.walked >= (one.minutes - 0.5) * MINUTE
    : total === repetitionGoal(one) * roundsOf(one);
  if (outcome === "done") assert.ok(isWhole, `${one.exercise} is done only when it is`);
  if (!total && !one.walked) assert.equal(outcome, "", "what was not begun is not logged");
}

test("random touches through all four exercises never log what was not done", () => {
  const ends = { finished: 0, whole: 0 };
  for (let seed = 1; seed <= 300; seed += 1) {
    const state = walk(seed);
    if (state.view === "end") ends.finished += 1;
    if (state.lines.slice(0, 3).every(({ outcome }) => outcome === "done")) ends.whole += 1;
  }
  assert.ok(ends.finished > 200, `${ends.finished} of 300 came to the end`);
  assert.ok(ends.whole > 5, `${ends.whole} of 300 did all three that are counted`);
});
