// The form under the player: what it asks for, and what was done, written into it.

import { hiddenField } from "../dom.js";
import { say } from "../words.js";
import { resultOf } from "./exercise.js";
import { doneParts, sumParts } from "./labels.js";

const UNLISTED = 900; // numbers of exercises that left the programme meanwhile

export function sayParts(parts, separator) {
  return parts.map(({ text, key, values }) => text ?? say(key, values)).join(separator);
}

function readLine(row) {
  const { number, token } = row.dataset;
  const value = (name) => document.getElementById(`${number}-${name}`)?.value ?? "";
  const wholeNumber = (name) => Math.max(0, Math.trunc(Number(value(name))) || 0);
  return {
    number,
    token,
    exercise: row.querySelector("[data-name]").textContent,
    dose: row.querySelector("[data-dose]").textContent.trim(),
    how: row.querySelector("[data-how]")?.textContent ?? "",
    sets: wholeNumber("sets"),
    reps: wholeNumber("reps"),
    hold: wholeNumber("hold_seconds"),
    minutes: wholeNumber("minutes"),
    side: row.querySelector(`[name="${number}-side"]:checked`)?.value ?? "",
    counts: [],
    walked: 0,
    outcome: "",
    reason: "",
    ended: null,
  };
}

// The exercises that are ticked, all of them where none is.
export function readLines(form) {
  const ticked = [...form.querySelectorAll("[data-include]:checked")];
  const numbers = ticked.map((box) => box.dataset.include);
  const lines = [...form.querySelectorAll(".performed")].map(readLine);
  const selection = lines.filter((line) => numbers.includes(line.number));
  return selection.length ? selection : lines;
}

// The programme may have changed since: each line keeps to its exercise, not to its place.
export function renumber(form, lines) {
  const rows = [...form.querySelectorAll(".performed")];
  const free = new Set(rows.map((row) => ({
    exercise: row.querySelector("[data-name]").textContent, ...row.dataset,
  })));
  for (const [place, line] of lines.entries()) {
    const own = [...free].filter(({ exercise }) => exercise === line.exercise);
    const row = own.find(({ side }) => side === line.side) ?? own[0];
    line.number = row?.number ?? String(UNLISTED + place);
    free.delete(row);
  }
}

function setField(form, name, value) {
  const field = form.elements.namedItem(name);
  if (field) field.value = value;
  else form.append(hiddenField(name, value));
}

export function momentText(moment) {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

function noteOf(uneven) {
  const counts = uneven.map(({ count, side }) => (
    side ? say(`player_note_${side}`, { count }) : String(count)
  ));
  return say("player_note", { counts: counts.join(", ") });
}

function fillLine(form, line, now) {
  const { uneven, ...fields } = resultOf(line);
  if (uneven) fields.note = noteOf(uneven);
  for (const [name, value] of Object.entries(fields)) {
    setField(form, `${line.number}-${name}`, value);
  }
  setField(form, `${line.number}-exercise`, line.exercise);
  const time = fields.outcome ? momentText(line.ended ?? now) : "";
  setField(form, `${line.number}-completed_at`, time);
  const dose = document.getElementById(`${line.number}-exercise-line`)?.querySelector("[data-dose]");
  if (dose) dose.textContent = sayParts(doneParts(line), " · ");
}

// Write what was done into the form, and the corrections typed since.
export function fillForm(form, state, now) {
  for (const line of state.lines) fillLine(form, line, now);
  for (const [name, value] of Object.entries(state.typed)) setField(form, name, value);
  form.elements.client_key.value = state.key;
  const sum = form.parentElement.querySelector("[data-sum]");
  sum.textContent = `${sayParts(sumParts(state.lines), ", ")}.`;
}

// Each exercise that has an outcome needs a moment, and one without has none.
export function completeMoments(form, now) {
  for (const { dataset: { number } } of form.querySelectorAll(".performed")) {
    const moment = form.elements.namedItem(`${number}-completed_at`);
    const { value: outcome } = form.elements.namedItem(`${number}-outcome`);
    moment.value = outcome ? moment.value || momentText(now) : "";
  }
}
