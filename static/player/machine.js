// The states of a session as one pure function: `next(state, event, now)` answers the state that
// follows and the effects to carry out (keep, show, sound, announce, dialog). No page, no clock.
//
// state: {key, began, touched, ticked, place, view, lines, typed, step, second}
//   touched: when it was last kept; ticked: when time was last looked at; place: index in `lines`;
//   view: "play" or "end"; typed: form fields by name; second: the last second of a countdown.

import { MINUTE, countOf, isBegun, manner, minutesDone, repetitionGoal } from "./exercise.js";
import {
  INTRODUCTION, SECOND, firstStep, isPaused, isRunning, isWaiting, remaining, stepAfter,
  stepAfterRepetition, stepStartedOver,
} from "./steps.js";

export const AWAY = 90_000; // a longer silence of the timers means that nobody was following them
export const OLD = 6 * 3_600_000; // a session left for this long is only offered to be saved

export function next(state, event, now) {
  const turn = { state: structuredClone(state), effects: [], now };
  HANDLERS[event.type](turn, event);
  return { state: turn.state, effects: turn.effects };
}

export const currentLine = (state) => state.lines[state.place];

export function walkedTime(state, now) {
  return currentLine(state).walked + (state.step.since ? now - state.step.since : 0);
}

// Effects

function keep(turn) {
  turn.state.touched = turn.now;
  turn.effects.push({ type: "keep" });
}

function sound(turn, signal) {
  if (signal) turn.effects.push({ type: "sound", signal });
}

function announce(turn, key, values = {}) {
  turn.effects.push({ type: "announce", key, values });
}

// Show the screen of this view; `exercise` is the one that was just completed.
function show(turn, exercise = null) {
  turn.effects.push({ type: "show", done: exercise });
}

// Moving on

function enter(turn, step, signal = null) {
  turn.state.step = step;
  turn.state.second = null;
  sound(turn, signal);
  keep(turn);
}

function start(turn) {
  const line = currentLine(turn.state);
  if (line.outcome) {
    Object.assign(line, { counts: [], walked: 0, outcome: "", reason: "", ended: null });
  }
  dropCorrections(turn);
  turn.state.ticked = turn.now;
  const step = firstStep(line, turn.now);
  if (step) enter(turn, step);
  else complete(turn, turn.now);
}

// The step ends at `at`; a step that ended unnoticed is not loud.
function advance(turn, at, isLoud) {
  const { step } = turn.state;
  if (step.name === "hold") return count(turn, at, isLoud);
  const line = currentLine(turn.state);
  const following = stepAfter(line, step, at);
  const isTooShort = following.name === "hold" && line.hold <= 2;
  const signal = following.name === "hold" ? "hold" : "lift";
  enter(turn, following, isLoud && !isTooShort ? signal : null);
}

function count(turn, at, isLoud) {
  const { state } = turn;
  const line = currentLine(state);
  const { round } = state.step;
  line.counts[round] = countOf(line, round) + 1;
  line.ended = at;
  const following = stepAfterRepetition(line, state.step, at);
  if (!following) return complete(turn, at);
  announceCount(turn, line, round, following.name);
  const signal = following.name === "tap" ? "hold" : following.name;
  enter(turn, following, isLoud ? signal : null);
}

function announceCount(turn, line, round, following) {
  if (following === "turn") announce(turn, "player_turn");
  else if (following === "rest") announce(turn, "player_rest");
  else announceProgress(turn, line, round);
}

function announceProgress(turn, line, round) {
  announce(turn, "player_count", { count: countOf(line, round), goal: repetitionGoal(line) });
}

function complete(turn, at) {
  gather(turn, at);
  const line = currentLine(turn.state);
  const isWatch = manner(line) === "watch";
  line.outcome = isWatch && minutesDone(line) < line.minutes ? "partly" : "done";
  line.reason = "";
  if (!isWatch) line.ended = at;
  move(turn, "complete", line.exercise);
}

// Add the time walked until now to the exercise.
function gather(turn, at) {
  const { step } = turn.state;
  if (step.name !== "watch" || !step.since) return;
  const line = currentLine(turn.state);
  line.walked += at - step.since;
  line.ended = at;
  step.since = null;
}

function move(turn, signal, exercise = null) {
  const { state } = turn;
  dropCorrections(turn);
  if (state.place + 1 >= state.lines.length) {
    sound(turn, signal);
    return finish(turn);
  }
  state.place += 1;
  enter(turn, INTRODUCTION, signal);
  show(turn, exercise);
}

// Corrections in the form do not outlive the exercise being done again.
function dropCorrections({ state }) {
  const { number } = currentLine(state);
  for (const name of Object.keys(state.typed)) {
    if (name.startsWith(`${number}-`)) delete state.typed[name];
  }
}

function finish(turn) {
  gather(turn, turn.now);
  turn.state.view = "end";
  enter(turn, INTRODUCTION);
  show(turn);
}

// Pausing

function pause(turn) {
  const { step } = turn.state;
  if (step.name === "watch") gather(turn, turn.now);
  else if (isRunning(step)) step.left = remaining(step, turn.now);
  keep(turn);
}

function resume(turn) {
  const { step } = turn.state;
  if (step.name === "watch") step.since = turn.now;
  else Object.assign(step, { ends: turn.now + step.left, left: null });
  turn.state.ticked = turn.now;
  keep(turn);
}

// Somebody was away in the middle of a repetition: it starts over when they say so.
function startOver(turn) {
  const step = stepStartedOver(turn.state.step, turn.now);
  if (step) enter(turn, step);
}

function openDialog(turn, name) {
  const { step } = turn.state;
  step.asked = isRunning(step); // it only waits for the answer
  if (step.asked) pause(turn);
  turn.effects.push({ type: "dialog", name });
}

// No reason after all: what waited for the answer goes on.
function stay(turn) {
  const { step } = turn.state;
  if (step.asked && isPaused(step)) resume(turn);
  step.asked = false;
}

// Time

function catchUp(turn) {
  const { state, now } = turn;
  const wasAway = now - state.ticked > AWAY;
  state.ticked = now;
  if (wasAway && isRunning(state.step)) startOver(turn);
  while (state.view === "play" && isRunning(state.step) && now >= state.step.ends) {
    advance(turn, state.step.ends, now - state.step.ends < SECOND);
  }
  if (state.view !== "play") return;
  noteMinutesReached(turn);
  countDown(turn);
}

function noteMinutesReached(turn) {
  const { step } = turn.state;
  const { minutes } = currentLine(turn.state);
  if (step.name !== "watch" || step.reached) return;
  if (walkedTime(turn.state, turn.now) < minutes * MINUTE) return;
  step.reached = true;
  sound(turn, "complete");
  announce(turn, "player_minutes_reached", { count: minutes });
  keep(turn);
}

function countDown(turn) {
  const { state } = turn;
  if (!isRunning(state.step) || !isWaiting(state.step)) return;
  const second = Math.ceil(remaining(state.step, turn.now) / SECOND);
  const isNew = state.second !== null && second !== state.second;
  if (isNew && second > 0 && second <= 3) sound(turn, "second");
  state.second = second;
}

// What the main button does, in each step.
function pressMain(turn) {
  const { step } = turn.state;
  if (step.name === "intro") return start(turn);
  if (step.name === "tap") return count(turn, turn.now, true);
  if (isPaused(step)) return resume(turn);
  if (isWaiting(step)) return advance(turn, turn.now, true);
  pause(turn);
}

function goBack(turn) {
  const { state } = turn;
  gather(turn, turn.now);
  if (state.step.name === "intro" && state.place > 0) state.place -= 1;
  enter(turn, INTRODUCTION);
  show(turn);
}

function countOneLess(turn) {
  const { round } = turn.state.step;
  const line = currentLine(turn.state);
  line.counts[round] = Math.max(0, countOf(line, round) - 1);
  announceProgress(turn, line, round);
  keep(turn);
}

function stop(turn, reason, isSore) {
  gather(turn, turn.now);
  const line = currentLine(turn.state);
  line.reason = reason;
  line.ended ??= turn.now;
  if (isBegun(line)) line.outcome = isSore ? "stopped" : "partly";
  else line.outcome = "skipped";
  move(turn, null);
}

function begin(turn, { key, lines, typed }) {
  const { now } = turn;
  turn.state = {
    key, lines, typed, began: now, touched: now, ticked: now,
    place: 0, view: "play", step: INTRODUCTION, second: null,
  };
  show(turn);
}

function reload(turn) {
  const { state, now } = turn;
  state.ticked = now;
  if (now - state.touched > OLD && state.step.name !== "watch") state.view = "end";
  if (state.view === "play" && state.step.ends) startOver(turn);
  show(turn);
}

const isPlaying = ({ state }) => state?.view === "play";
const whilePlaying = (act) => (turn, event) => isPlaying(turn) && act(turn, event);
const mayPause = (step) => (Boolean(step.ends) || step.name === "watch") && !isPaused(step);
const isTapping = ({ state }) => isPlaying({ state }) && state.step.name === "tap";
const isMarked = ({ state }) => state.step.name === "intro" && currentLine(state).outcome;

const HANDLERS = {
  begin,
  reload,
  main: whilePlaying(pressMain),
  back: whilePlaying(goBack),
  less: (turn) => isTapping(turn) && countOneLess(turn),
  done: whilePlaying((turn) => complete(turn, turn.now)),
  // An exercise that is marked already is passed; any other asks for the reason.
  leave: whilePlaying((turn) => (isMarked(turn) ? move(turn, null) : openDialog(turn, "leave"))),
  care: whilePlaying((turn) => openDialog(turn, "care")),
  stay: whilePlaying(stay),
  stop: whilePlaying((turn, { reason, isSore }) => stop(turn, reason, isSore)),
  finish: whilePlaying(finish),
  tick: whilePlaying(catchUp),
  return: (turn) => { turn.state.view = "play"; keep(turn); show(turn); },
  type: (turn, { name, value }) => { turn.state.typed[name] = value; keep(turn); },
  pause: whilePlaying((turn) => mayPause(turn.state.step) && pause(turn)),
  keep,
};
