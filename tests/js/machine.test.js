// The states of a session: every manner of exercise, and that no walk through them loses a count.

import assert from "node:assert/strict";
import { test } from "node:test";

import { MINUTE, repetitionGoal, roundsOf, totalCount } from "../../static/player/exercise.js";
import { AWAY, OLD, currentLine, next } from "../../static/player/machine.js";
import { SECOND, isPaused } from "../../static/player/steps.js";
import { BOTH_SIDES, HOLD, PLAIN, TAP, WATCH, line } from "./exercises.js";

const START = 1_000_000;

// A session that is driven by events, on a clock that moves only when told to.
class Session {
  constructor(...doses) {
    const lines = doses.map((dose, place) => line({ ...dose, number: String(place) }));
    this.now = START;
    this.effects = [];
    this.state = null;
    this.send({ type: "begin", key: "a key", lines, typed: {} });
  }

  send(event) {
    const before = structuredClone(this.state);
    const { state, effects } = next(this.state, event, this.now);
    assert.deepEqual(this.state, before, "the state that was given is left alone");
    this.state = state;
    this.effects.push(...effects);
    return this;
  }

  press(type) {
    return this.send({ type });
  }

  // Time passes with the ticks of a page that is looked at.
  pass(milliseconds, tick = 200) {
    for (let passed = 0; passed < milliseconds; passed += tick) {
      this.now += Math.min(tick, milliseconds - passed);
      this.press("tick");
    }
    return this;
  }

  get line() { return currentLine(this.state); }
  get step() { return this.state.step.name; }
  get counts() { return this.state.lines.map((one) => one.counts); }
  heard() { return this.effects.filter(({ type }) => type === "sound").map(({ signal }) => signal); }
  announced() { return this.effects.filter(({ type }) => type === "announce").map(({ key }) => key); }
}

test("a held exercise is lifted, held, counted and lowered until its goal", () => {
  const session = new Session(HOLD, PLAIN).press("main");
  assert.equal(session.step, "ready");
  assert.equal(session.pass(5 * SECOND).step, "lift");
  assert.equal(session.pass(2 * SECOND).step, "hold");
  assert.equal(session.pass(3 * SECOND).step, "lower");
  assert.deepEqual(session.line.counts, [1]);
  session.pass(2 * 7 * SECOND);
  assert.deepEqual([session.counts[0], session.state.lines[0].outcome], [[3], "done"]);
  assert.deepEqual([session.state.place, session.step], [1, "intro"]);
  assert.equal(session.state.lines[0].ended, START + (5 + 3 * 7 - 2) * SECOND);
});

test("the seconds of getting ready are counted down, and each phase sounds", () => {
  const session = new Session(HOLD).press("main").pass(10 * SECOND);
  assert.deepEqual(session.heard(), ["second", "second", "second", "lift", "hold", "lower"]);
});

test("the sides change between rounds, sets are parted by a rest", () => {
  const session = new Session(BOTH_SIDES).press("main").pass((5 + 4 + 2 + 4) * SECOND);
  assert.equal(session.step, "turn");
  assert.deepEqual(session.announced().at(-1), "player_turn");
  session.pass((8 + 4 + 2 + 4) * SECOND);
  assert.deepEqual(session.counts, [[2, 2]]);
  assert.equal(session.state.view, "end");
});

test("repetitions without a hold are tapped, one may be taken back, a rest follows a set", () => {
  const session = new Session(TAP).press("main").press("main");
  assert.equal(session.step, "tap");
  session.press("main").press("main").press("less");
  assert.deepEqual(session.line.counts, [1]);
  session.press("main").press("main");
  assert.equal(session.step, "rest");
  session.press("main");
  assert.equal(session.step, "tap", "a rest can be cut short");
  session.press("main").press("main").press("main");
  assert.deepEqual([session.counts, session.state.view], [[[3, 3]], "end"]);
});

test("what is timed walks by the clock, also while nobody looks", () => {
  const session = new Session(WATCH).press("main").pass(MINUTE);
  session.now += 20 * MINUTE;
  session.press("tick").press("done");
  assert.deepEqual([session.line.walked, session.line.outcome], [21 * MINUTE, "done"]);
});

test("a walk that is cut short is done partly", () => {
  const session = new Session(WATCH).press("main").pass(MINUTE).press("done");
  assert.equal(session.line.outcome, "partly");
});

test("the planned minutes are told once", () => {
  const session = new Session(WATCH).press("main").pass(5 * MINUTE);
  assert.deepEqual(session.announced(), ["player_minutes_reached"]);
  assert.deepEqual(session.heard(), ["complete"]);
});

test("what asks for nothing is done at once", () => {
  const session = new Session(PLAIN, HOLD).press("main");
  assert.deepEqual([session.state.lines[0].outcome, session.state.place], ["done", 1]);
  const shown = session.effects.filter(({ type }) => type === "show").at(-1);
  assert.equal(shown.done, "Stretch");
});

test("a pause keeps what is left of a step", () => {
  const session = new Session(HOLD).press("main").pass(2 * SECOND).press("care");
  assert.ok(isPaused(session.state.step));
  session.pass(10 * MINUTE).press("main").pass(3 * SECOND - 200);
  assert.equal(session.step, "ready");
  assert.equal(session.pass(200).step, "lift");
});

test("a walk that pauses does not walk on", () => {
  const session = new Session(WATCH).press("main").pass(MINUTE).press("main").pass(MINUTE);
  assert.equal(session.line.walked, MINUTE);
  session.press("main").pass(MINUTE).press("finish");
  assert.equal(session.line.walked, 2 * MINUTE);
});

test("slow timers lose no repetition", () => {
  const session = new Session({ ...HOLD, reps: 15 }).press("main").pass(5 * SECOND);
  session.now += 3 * 7 * SECOND;
  session.press("tick");
  assert.deepEqual(session.line.counts, [3]);
});

test("nobody is credited for being away: the repetition starts over, paused", () => {
  const session = new Session({ ...HOLD, reps: 15 }).press("main").pass(12 * SECOND);
  session.now += AWAY + 1;
  session.press("tick");
  assert.deepEqual([session.step, session.line.counts], ["ready", [1]]);
  assert.ok(isPaused(session.state.step));
});

test("after a reload the repetition starts over, paused, and the count is kept", () => {
  const session = new Session({ ...HOLD, reps: 15 }).press("main").pass(20 * SECOND);
  const { counts } = session.line;
  session.press("reload").pass(MINUTE);
  assert.deepEqual([session.step, session.line.counts], ["ready", counts]);
  assert.equal(session.press("main").pass(5 * SECOND).step, "lift");
});

test("a session that was left for hours is only offered to be saved, a walk goes on", () => {
  const old = new Session(HOLD).press("main");
  old.now += OLD + 1;
  assert.equal(old.press("reload").state.view, "end");
  const walk = new Session(WATCH).press("main");
  walk.now += OLD + 1;
  assert.equal(walk.press("reload").state.view, "play");
});

test("stopping says why: sore stops, other reasons are partly, untouched is skipped", () => {
  const outcomeAfter = (seconds, isSore) => {
    const session = new Session(HOLD, PLAIN).press("main").pass(seconds * SECOND).press("leave");
    assert.equal(session.effects.at(-1).name, "leave");
    session.send({ type: "stop", reason: "a reason", isSore });
    return session.state.lines[0].outcome;
  };
  assert.equal(outcomeAfter(12, true), "stopped");
  assert.equal(outcomeAfter(12, false), "partly");
  assert.equal(outcomeAfter(1, true), "skipped");
});

test("who keeps going after all goes on, unless it was paused before", () => {
  const session = new Session(HOLD).press("main").pass(SECOND).press("leave").pass(MINUTE);
  assert.equal(isPaused(session.state.step), true);
  session.press("stay");
  assert.equal(isPaused(session.state.step), false);
  assert.equal(session.state.step.ends, session.now + 4 * SECOND);
  session.pass(5 * SECOND).press("main").press("leave").press("stay");
  assert.equal(isPaused(session.state.step), true);
  const walk = new Session(WATCH).press("main").pass(MINUTE).press("leave").pass(MINUTE).press("stay");
  assert.equal(isPaused(walk.state.step), false);
  session.press("main").press("leave").send({ type: "stop", reason: "" });
  session.press("stay");
  assert.equal(session.state.view, "end");
});

test("an exercise that is marked is passed without a question", () => {
  const session = new Session(PLAIN, HOLD).press("main").press("back");
  assert.equal(session.state.place, 0);
  session.press("leave");
  assert.deepEqual([session.state.place, session.state.lines[0].outcome], [1, "done"]);
});

test("going back keeps the count, and goes on from it", () => {
  const session = new Session({ ...HOLD, reps: 15 }).press("main").pass(12 * SECOND).press("back");
  assert.deepEqual([session.step, session.line.counts], ["intro", [1]]);
  session.press("main").pass(12 * SECOND);
  assert.deepEqual(session.line.counts, [2]);
});

test("doing it again begins anew and drops the corrections of that exercise alone", () => {
  const session = new Session(PLAIN, { ...HOLD, reps: 1 }).press("main").press("main").pass(MINUTE);
  assert.equal(session.state.view, "end");
  for (const name of ["1-note", "0-note", "pain_after"]) {
    session.send({ type: "type", name, value: "typed" });
  }
  session.press("return").press("main");
  assert.deepEqual([session.line.counts, session.line.outcome], [[], ""]);
  assert.deepEqual(Object.keys(session.state.typed), ["0-note", "pain_after"]);
});

test("whatever changes is kept", () => {
  for (const act of [
    (session) => session.press("main"),
    (session) => session.press("finish"),
    (session) => session.send({ type: "stop", reason: "" }),
    (session) => session.send({ type: "type", name: "note", value: "x" }),
  ]) {
    const session = new Session(HOLD, WATCH);
    session.effects.length = 0;
    act(session);
    assert.ok(session.effects.some(({ type }) => type === "keep"));
  }
});

// Numbers that look random and are the same in every run.
function randomNumbers(seed) {
  let value = seed;
  return (below) => {
    value = (value * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((value / 2_147_483_648) * below);
  };
}

const EVENTS = [
  "main", "main", "main", "main", "tick", "tick", "back", "less", "done", "leave", "care", "stay", "stop",
  "finish", "return", "reload", "keep",
];
const WAITS = [0, 50, 200, SECOND, 7 * SECOND, 40 * SECOND, AWAY + 1, 10 * MINUTE];

// Whether an event may make a count smaller: one less, or an exercise done again by choice.
function mayLose(type, state) {
  const isAgain = type === "main" && state.step.name === "intro" && currentLine(state).outcome;
  return type === "less" || Boolean(isAgain);
}

function checkStep(before, after, type) {
  after.lines.forEach((one, place) => {
    const earlier = before.lines[place];
    assert.ok(totalCount(one) <= repetitionGoal(one) * roundsOf(one), "never more than the goal");
    assert.ok(one.counts.every((count) => (count ?? 0) <= repetitionGoal(one)));
    if (mayLose(type, before) && place === before.place) return;
    assert.ok(totalCount(one) >= totalCount(earlier), `${type} lost a count`);
    assert.ok(one.walked >= earlier.walked, `${type} lost time walked`);
  });
  assert.ok(after.place >= 0 && after.place < after.lines.length);
}

function walk(seed) {
  const random = randomNumbers(seed);
  const doses = [HOLD, BOTH_SIDES, TAP, WATCH, PLAIN];
  const chosen = Array.from({ length: 1 + random(4) }, () => doses[random(doses.length)]);
  const session = new Session(...chosen);
  for (let turn = 0; turn < 150; turn += 1) {
    const type = EVENTS[random(EVENTS.length)];
    if (type === "return" && session.state.view === "play") continue;
    session.now += WAITS[random(WAITS.length)];
    const before = session.state;
    session.send({ type, reason: "a reason", isSore: random(2) === 1 });
    checkStep(before, session.state, type);
  }
}

test("no walk through a session loses a count or time walked", () => {
  for (let seed = 1; seed <= 120; seed += 1) walk(seed);
});
