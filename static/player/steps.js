// The steps of an exercise: what comes next and how long it takes. Nothing here knows the page.
// A timed step ends at a moment; while it is paused it knows how much of it is left.

import { countOf, firstOpenRound, manner, repetitionGoal, roundsOf, setOf } from "./exercise.js";

export const SECOND = 1_000;
const READY = 5_000; // to get into position
const TURN = 8_000; // to change sides
const REST = 30_000; // between sets
const LIFT = 2_000;
const LOWER = 2_000;
const WAITING = ["ready", "turn", "rest"];
const TIMED = [...WAITING, "lift", "hold", "lower"];

export const INTRODUCTION = { name: "intro" };

function timedStep(name, round, length, from) {
  return { name, round, length, ends: from + length, left: null };
}

// The step an exercise begins with; null where it is simply done.
export function firstStep(line, now) {
  const way = manner(line);
  if (way === "plain") return null;
  if (way === "watch") return { name: "watch", since: now };
  return timedStep("ready", firstOpenRound(line), READY, now);
}

// The step after one that ends no repetition.
export function stepAfter(line, { name, round }, at) {
  if (name === "lift") return timedStep("hold", round, line.hold * SECOND, at);
  return manner(line) === "hold" ? timedStep("lift", round, LIFT, at) : { name: "tap", round };
}

// The step after a counted repetition; null after the last one.
export function stepAfterRepetition(line, step, at) {
  const { round } = step;
  if (countOf(line, round) < repetitionGoal(line)) {
    return manner(line) === "hold" ? timedStep("lower", round, LOWER, at) : step;
  }
  const following = round + 1;
  if (following >= roundsOf(line)) return null;
  const isSameSet = setOf(line, following) === setOf(line, round);
  return isSameSet ? timedStep("turn", following, TURN, at) : timedStep("rest", following, REST, at);
}

// A timed step started over and paused, for somebody who was away; null for other steps.
export function stepStartedOver({ name, round }, now) {
  return TIMED.includes(name) ? { ...timedStep("ready", round, READY, now), left: READY } : null;
}

export const isWaiting = ({ name }) => WAITING.includes(name);
export const remaining = (step, now) => Math.max(0, step.left ?? step.ends - now);
export const isRunning = (step) => Boolean(step.ends) && !isPaused(step);

export function isPaused(step) {
  return step.name === "watch" ? !step.since : (step.left ?? null) !== null;
}
