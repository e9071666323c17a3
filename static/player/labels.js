// What the player says of a state, as keys of words with their values. Nothing here knows the page.
// A part is {key, values}, or {text} for what a person typed or the programme is called.

import { clockText } from "../clock_text.js";
import {
  countOf, isBegun, manner, repetitionGoal, resultOf, roundsOf, setOf, sideOf, totalCount,
} from "./exercise.js";
import { SECOND, isPaused, isWaiting } from "./steps.js";

const part = (key, values = {}) => ({ key, values });

// The name of the step, null where it has none.
export function phaseKey(step) {
  if (step.name === "intro" || step.name === "tap") return null;
  if (isPaused(step)) return "player_paused";
  return step.name === "watch" ? null : `player_phase_${step.name}`;
}

// How far the exercise is.
export function tallyParts(line, { name, round }) {
  if (name === "watch") return [part("player_of_minutes", { count: line.minutes })];
  if (name === "intro") return standingParts(line);
  const parts = [part("player_count", { count: countOf(line, round), goal: repetitionGoal(line) })];
  if (line.side) parts.push(part(`player_side_${sideOf(line, round)}`));
  if (line.sets > 1) parts.push(part("player_set", { set: setOf(line, round), sets: line.sets }));
  return parts;
}

function standingParts(line) {
  if (line.outcome === "skipped") return skippedParts(line);
  if (line.outcome === "done") return [part("player_done")];
  if (!isBegun(line)) return [];
  if (manner(line) === "watch") {
    return [part("player_time_so_far", { time: clockText(Math.floor(line.walked / SECOND)) })];
  }
  const goal = repetitionGoal(line) * roundsOf(line);
  return [part("player_count_so_far", { count: totalCount(line), goal })];
}

function skippedParts({ reason }) {
  return [reason ? part("player_skipped_because", { reason }) : part("player_skipped")];
}

export function mainKey(line, step) {
  if (step.name === "tap") return "player_count_one";
  if (step.name !== "intro") {
    if (isPaused(step)) return "player_resume";
    return isWaiting(step) ? "player_start_now" : "player_pause";
  }
  if (line.outcome) return "player_do_again";
  if (isBegun(line)) return "player_resume";
  return manner(line) === "plain" ? "player_done" : "player_start";
}

export function leaveKey(line, { name }) {
  if (name === "intro" && line.outcome) return "player_next";
  return isBegun(line) || name !== "intro" ? "player_stop" : "player_skip";
}

// What was done, in a few words for the list at the end.
export function doneParts(line) {
  const { outcome, reason, minutes } = resultOf(line);
  if (!outcome || outcome === "done") return [{ text: line.dose }];
  const total = totalCount(line);
  const parts = [];
  if (minutes) parts.push(part("player_minutes_done", { count: minutes, goal: line.minutes }));
  else if (total) {
    parts.push(part("player_count", { count: total, goal: repetitionGoal(line) * roundsOf(line) }));
  }
  if (reason) parts.push({ text: reason });
  return parts;
}

// How many exercises were done in full, in part, and skipped.
export function sumParts(lines) {
  const outcomes = lines.map((line) => resultOf(line).outcome);
  const count = (...sought) => outcomes.filter((outcome) => sought.includes(outcome)).length;
  const [partly, skipped] = [count("partly", "stopped"), count("skipped")];
  const parts = [part("player_sum_done", { count: count("done"), goal: lines.length })];
  if (partly) parts.push(part("player_sum_partly", { count: partly }));
  if (skipped) parts.push(part("player_sum_skipped", { count: skipped }));
  return parts;
}
