// A day with exercise is no rest day: what waits on this device shows it so.

import { dayOf } from "./memory.js";

const PATH = /^\/(exercises\/(new|[^/]+\/edit)|session)$/;
const isDone = (outcome) => outcome !== "" && outcome !== "skipped";

// The day of the exercise in an entry, anything but what was skipped; null where there is none.
function exerciseDay({ path, fields: pairs, at }) {
  if (!PATH.test(path)) return null;
  const valuesOf = (name) => pairs.filter(([key]) => key.replace(/^\d+-/, "") === name).map(([, value]) => value);
  const outcomes = valuesOf("outcome");
  if (outcomes.length ? !outcomes.some(isDone) : path === "/session") return null;
  return valuesOf("completed_at").find(Boolean)?.slice(0, 10) ?? dayOf(at);
}

// The words of a line without those that call its day a rest day; a line that says no more goes.
function dropWords(words) {
  const [details, line] = [words.parentNode, words.closest(".entry-line")];
  words.remove();
  details.textContent = details.textContent.replace(/^, /, "");
  if (line.querySelector(".what").textContent.trim() === line.querySelector("strong").textContent.trim()) line.remove();
}

// Where an entry is exercise of the day that Today shows, or was done there before, nothing calls
// that a rest day, nor offers it.
export function showRest(root, entry) {
  const day = root.querySelector("#today-pain [name=day]")?.value;
  const chip = root.querySelector("#no-exercise");
  if (chip && exerciseDay(entry) === day) chip.form.remove();
  const section = root.querySelector("#today-logged");
  if (!section || root.querySelector("#no-exercise")) return;
  section.querySelector(`[data-of="/days/${day}/edit no_exercise"]`)?.remove();
  for (const words of section.querySelectorAll(".rest-day")) dropWords(words);
}
