// What is said of a waiting entry: its name, when it was typed, and why it was not saved.

import { parsePage } from "../dom.js";
import { zoneElsewhere } from "../today/elsewhere.js";
import { say } from "../words.js";
import { isGone } from "./delivery.js";
import { person } from "./person.js";
import { dayKindOf, isStatement, momentOf, reliefText, timeThere, titleOf } from "./titles.js";

// The zones by whose clocks a person reads times.
const clocks = () => [person.zone, zoneElsewhere()];

function nameText({ text, key, values, amount }) {
  return reliefText(text ?? say(key, values), amount);
}

export function titleText(entry) {
  const { name, suffix } = titleOf(entry);
  const title = nameText(name);
  return suffix ? say(suffix.key, { ...suffix.values, title }) : title;
}

// What is said once an entry waits. Where the same was logged before, `count` is how often it is done
// by now, and `usedAt` when it was used last.
export function waitingText(entry, { count = 0, usedAt } = {}) {
  const title = titleText(entry);
  if (isStatement(entry)) return say("told_waiting", { title });
  if (count > 1) return say("saved_waiting_times", { title, count });
  if (!usedAt) return say("saved_waiting", { title });
  const time = timeThere(Date.parse(usedAt), Date.now(), entry.zone, clocks(), person.clock);
  return say("saved_waiting_again", { title, time });
}

// What is said once an entry was taken out: that it is gone, or that what it changed, or replaced, is
// as it was.
export function undoneText(entry, replaced) {
  if (replaced) return say("undone_back", { what: titleText(replaced) });
  const { name, suffix } = titleOf(entry);
  if (!suffix && isStatement(entry)) return say("undone");
  if (suffix?.key === "entry_ended" && entry.path.startsWith("/episodes/")) return say("undone_goes_on");
  const isMade = !suffix || suffix.key === "entry_began";
  return say(isMade ? "undone_removed" : "undone_back", { what: nameText(name) });
}

export function timeText(entry) {
  return timeThere(momentOf(entry), Date.now(), entry.zone, clocks(), person.clock);
}

// How much of an exercise, in the words of the journal's own lists.
function doseText({ path, fields: pairs }) {
  if (path !== "/exercises/new") return "";
  const { sets, reps, hold_seconds: seconds, minutes, side } = Object.fromEntries(pairs);
  const count = sets > 1 ? `${sets} × ${reps}` : say("dose_times", { count: Number(reps) });
  return [
    reps && count,
    sets && !reps && say("dose_sets", { count: Number(sets) }),
    seconds && say("dose_hold", { seconds }),
    minutes && say("minutes", { minutes }),
    side && say(`side_${side}`),
  ].filter(Boolean).join(", ");
}

// What stands beside the name: how much it was and when, or that it is the level of a whole day.
export function detailText(entry) {
  const kind = dayKindOf(entry);
  if (kind) return say(`of_${kind}`);
  const time = new Map(entry.fields).has("time_not_asked") ? say("no_time_given") : timeText(entry);
  return [time, doseText(entry)].filter(Boolean).join(", ");
}

// Whether a refused entry can be looked at in a form: one that was deleted elsewhere as a new one.
export function canOpen({ status, page }) {
  return !isGone(status) || parsePage(page).querySelector("form.entry") !== null;
}

export function problemText(problem) {
  const { status, page, failed } = problem;
  if (failed) return say("problem_failed");
  if (isGone(status)) return say(canOpen(problem) ? "problem_deleted" : "problem_gone");
  const answer = parsePage(page);
  const isOverlap = answer.querySelector("[data-overlap]") !== null;
  if (status === 409) return say(isOverlap ? "problem_overlap" : "problem_changed_elsewhere");
  const problems = [...answer.querySelectorAll(".problem")].map((place) => place.textContent.trim());
  return problems.join(" ") || say("problem_unknown");
}

export function summaryText(entries, isSignedOut) {
  const refused = entries.filter((entry) => entry.problem).length;
  const waiting = entries.length - refused;
  const key = isSignedOut ? "entries_wait_for_sign_in" : "entries_wait";
  const parts = [];
  if (waiting) parts.push(say(key, { count: waiting }));
  if (refused) parts.push(say("entries_refused", { count: refused }));
  return parts.join("; ");
}
