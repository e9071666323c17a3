// What the tile of an exercise shows once it is tapped: how often it was done, and what the next tap
// logs. The journal's own page shows the same when it comes.

import { COMMON_FIELDS, hiddenField } from "../dom.js";
import { say } from "../words.js";

const KEPT = [...COMMON_FIELDS, "completed_at", "time_not_asked"];

// How often it is done in full after one more tap, and the words for that: their key and values, or
// null for its dose. `half`: which of two sides is tapped, "first" or "second", if not both at once;
// `isInPart`: of the other side it was done in part.
export function tileAfter({ done: times, planned, half, isInPart }) {
  const isWhole = half !== "first" && !(half === "second" && isInPart);
  const count = isWhole ? times + 1 : times;
  if (half !== "first" && !count) return { done: count, words: ["tile_partly", {}] };
  if (planned > 1 && count <= planned) return { done: count, words: ["tile_of", { done: count, planned }] };
  return { done: count, words: count > 1 ? ["tile_times", { count }] : null };
}

// The fields of a tile as a line says them.
export function changeFields(form, fields) {
  for (const input of form.querySelectorAll("input[type=hidden]")) {
    if (!KEPT.includes(input.name)) input.remove();
  }
  for (const [name, value] of Object.entries(fields)) {
    form.prepend(hiddenField(name, value));
  }
}

// What the programme asks, of which a dose that differs from side to side is two lines.
function linesOf(button) {
  const script = button.closest("main")?.querySelector("#known");
  const lines = script ? JSON.parse(script.textContent).exercises : [];
  return lines.filter(({ id }) => `do-${id}` === button.id);
}

// After one side the next tap logs the other one, and after both all of it again. Answers the words
// for the other side, where that is to be done.
function turnSide(button, form) {
  const lines = linesOf(button);
  const side = form.elements.side.value;
  const following = lines.length > 1 ? lines.find(({ fields }) => fields.side !== side) : lines[0];
  if (!following) return "";
  changeFields(form, following.fields);
  const isFirst = form.dataset.half === "first";
  if (isFirst) form.dataset.half = "second";
  else if (lines.length > 1) form.dataset.half = "first";
  else delete form.dataset.half;
  return isFirst ? say(`only_${side}`, { dose: following.dose }) : "";
}

// Show that the exercise was done as the tile says.
export function showTile(button) {
  const { form, dataset } = button;
  const planned = Number(dataset.planned);
  const { half } = form.dataset;
  const after = tileAfter({ done: Number(dataset.done), planned, half, isInPart: "inPart" in dataset });
  const otherSide = half ? turnSide(button, form) : "";
  const isDone = after.done >= planned;
  dataset.done = after.done;
  delete dataset.inPart;
  button.classList.toggle("done", isDone);
  button.classList.toggle("part", !isDone);
  const text = otherSide || (after.words ? say(...after.words) : dataset.dose);
  if (text && (half !== "first" || otherSide)) button.querySelector(".soft").textContent = text;
  const hint = button.querySelector(":scope > .hidden");
  if (hint && isDone) hint.textContent = say("tile_once_more");
}
