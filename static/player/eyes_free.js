// A session without looking: what a tap and a long press mean, and what is said of a state.
// Pure, like the states themselves: no page, no clock, no voice.
//
// eyes: {held, last, begun}: whether it waits although no time runs; the last touch, for the guard;
// the place of an exercise without numbers that was started, null where none was.

import { following, mayAct } from "../pages/tap_guard.js";
import { MINUTE, countOf, manner, repetitionGoal, sideOf } from "./exercise.js";
import { sumParts } from "./labels.js";
import { currentLine, walkedTime } from "./machine.js";
import { isPaused, isWaiting } from "./steps.js";

export const LONG = 700; // milliseconds of a long press
const WALKED_LEAST = MINUTE / 2; // less is no minute

export const OPEN_EYES = { held: false, last: null, begun: null };
const part = (key, values = {}) => ({ key, values });
const touch = (time) => ({ time, x: 0, y: 0, kind: "act" });

export const isAtRest = ({ step }, eyes) => eyes.held || (step.name !== "intro" && isPaused(step));

// What a touch does: an event for the states or null, and what is known of the touches then.
// A second touch within 800 ms is no touch, and says nothing.
export function touched(state, eyes, kind, now) {
  const contact = touch(now);
  const acts = state.view === "play" && mayAct(eyes.last, contact);
  const last = following(eyes.last, contact);
  if (!acts) return { acts, event: null, eyes: { ...eyes, last } };
  const effect = kind === "long" ? longPress(state, eyes) : tap(state, eyes, now);
  const { event = null, begun = eyes.begun } = effect;
  return { acts, event, eyes: { held: effect.held ?? false, last, begun } };
}

// The first long press waits, the second ends the session; what was done until then stays.
function longPress(state, eyes) {
  if (isAtRest(state, eyes)) return { event: "finish" };
  const { step } = state;
  return step.ends || step.name === "watch" ? { event: "pause" } : { held: true };
}

// A repetition that is held counts by its time, so that a tap in it does nothing.
function tap(state, eyes, now) {
  if (eyes.held) return {};
  const { step } = state;
  if (step.name === "intro") return tapAtStart(state, eyes);
  if (step.name === "tap" || isPaused(step) || isWaiting(step)) return { event: "main" };
  if (step.name === "watch" && walkedTime(state, now) >= WALKED_LEAST) return { event: "done" };
  return {};
}

// What has no numbers is done with the second tap: the first one only starts it.
function tapAtStart(state, eyes) {
  const line = currentLine(state);
  if (line.outcome) return { event: "leave" };
  if (manner(line) !== "plain") return { event: "main" };
  return isStarted(state, eyes) ? { event: "main", begun: null } : { begun: state.place };
}

const isStarted = ({ place }, { begun }) => begun === place;

// What stands on the screen in large letters, and is said when a touch changed nothing.
export function largeParts(state, eyes, now) {
  const line = currentLine(state);
  const { step } = state;
  if (isAtRest(state, eyes)) return [part("player_paused")];
  if (step.name === "intro") return [{ text: line.exercise }, { text: unbroken(line.dose) }];
  if (step.name === "watch") {
    return [part("eyes_minutes", { count: Math.floor(walkedTime(state, now) / MINUTE) })];
  }
  const phase = step.name === "tap" ? [] : [part(`player_phase_${step.name}`)];
  const side = line.side ? [part(`player_side_${sideOf(line, step.round)}`)] : [];
  const goal = repetitionGoal(line);
  return [...phase, ...side, part("player_count", { count: countOf(line, step.round), goal })];
}

// A number stays on one line with what it counts.
const unbroken = (text) => text.replace(/(\d) /g, "$1\u00A0");

// What a tap and a long press do now, in a few words.
export function hintParts(state, eyes) {
  if (isAtRest(state, eyes)) return [part("eyes_hint_paused")];
  const { step } = state;
  if (step.name === "intro") return [part(startHint(state, eyes))];
  if (step.name === "tap") return [part("eyes_hint_count")];
  if (step.name === "watch") return [part("eyes_hint_end")];
  return [part(isWaiting(step) ? "eyes_hint_wait" : "eyes_hint_run")];
}

function startHint(state, eyes) {
  if (currentLine(state).outcome) return "eyes_hint_marked";
  return isStarted(state, eyes) ? "eyes_hint_end" : "eyes_hint_start";
}

// What is said of a change; nothing where nothing changed.
export function spokenParts(before, after) {
  const { state, eyes } = after;
  if (state.view === "end") return before.state?.view === "end" ? [] : summaryParts(state);
  if (isAtRest(state, eyes)) {
    const wasAtRest = before.state && isAtRest(before.state, before.eyes);
    return wasAtRest ? [] : [part("player_paused"), part("eyes_hint_paused")];
  }
  if (before.state?.view !== "play" || before.state.place !== state.place) {
    return introductionParts(before.state, state, eyes);
  }
  return stepParts(before, after);
}

function summaryParts(state) {
  return [...sumParts(state.lines), part("eyes_save")];
}

function introductionParts(before, state, eyes) {
  const line = currentLine(state);
  const where = { exercise: line.exercise, place: state.place + 1, count: state.lines.length };
  const exercise = before?.view === "play" && before.lines[before.place].exercise;
  const isDone = exercise && state.lines[before.place].outcome;
  return [
    ...(isDone ? [part("player_exercise_done", { exercise })] : []),
    part("player_exercise", where), { text: line.dose }, ...hintParts(state, eyes),
  ];
}

function stepParts(before, { state, eyes }) {
  const line = currentLine(state);
  const earlier = before.state.step;
  const { step } = state;
  const parts = [];
  if (step.round !== undefined && earlier.round !== undefined) {
    const round = earlier.round;
    const count = countOf(line, round);
    if (count > countOf(currentLine(before.state), round)) {
      parts.push(part("player_count", { count, goal: repetitionGoal(line) }));
    }
  }
  if (isStarted(state, eyes) && !isStarted(before.state, before.eyes)) return [part("eyes_started")];
  const wasAtRest = isAtRest(before.state, before.eyes);
  if (step.name === earlier.name && step.round === earlier.round && !wasAtRest) return parts;
  return [...parts, ...nameOf(line, step)];
}

function nameOf(line, step) {
  if (step.name === "intro") return [{ text: line.exercise }];
  if (step.name === "watch") return [part("eyes_started")];
  if (step.name === "tap") return [part("eyes_hint_count")];
  const side = line.side && step.name !== "lower" && step.name !== "hold" && step.name !== "lift";
  const phase = part(`player_phase_${step.name}`);
  return side ? [phase, part(`player_side_${sideOf(line, step.round)}`)] : [phase];
}
