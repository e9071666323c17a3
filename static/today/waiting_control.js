// The control on Today whose use waits on this device, by whichever form that was logged.

import { dayKindOf } from "../offline/titles.js";
import { dayOf } from "./memory.js";
import { findButton } from "./controls.js";

const MOMENTS = { "/relief/new": "applied_at", "/exercises/new": "completed_at" };
const keyOf = (text) => (text ?? "").normalize("NFKC").toLowerCase().normalize("NFKC").trim().replace(/\s+/g, " ");

// Whether a use is of the day that a form is for; what says no moment is of when it was typed.
function isOfDay({ elements }, { path, at }, fields) {
  const name = MOMENTS[path];
  if (!name) return true;
  const [value, moment] = [elements[name]?.value, fields.get(name)]; // value: of another day than today
  return value ? value === moment : (moment?.slice(0, 10) || dayOf(at)) === dayOf(Date.now());
}

const hasSame = ({ elements }, names, textOf) => names
  .every((name) => keyOf(elements[name]?.value) === keyOf(textOf(name)));

// The controls with a rule that log the same as an entry, in whatever dose.
export function formsOfUse(root, { path, fields: pairs }) {
  if (path !== "/relief/new") return [];
  const fields = new Map(pairs);
  return [...root.querySelectorAll("[data-not-before-hours]")]
    .filter((form) => hasSame(form, ["method", "name"], (name) => fields.get(name)));
}

// As the journal counts uses: by what it is and how it is called, whatever the dose was, of one day.
function findUse(root, entry, fields) {
  const textOf = (name) => fields.get(name);
  const forms = [...root.querySelectorAll(`form[action$="${entry.path}"]`)]
    .filter((form) => isOfDay(form, entry, fields) && hasSame(form, ["method", "name"], textOf));
  return (forms.find((form) => hasSame(form, ["dose", "unit"], textOf)) ?? forms[0])?.querySelector("button") ?? null;
}

// A level of a day that says no day is of the one on which it was typed.
export function withDay(entry) {
  if (!dayKindOf(entry) || new Map(entry.fields).get("day")) return entry;
  return { ...entry, fields: [...entry.fields, ["day", dayOf(entry.at)]] };
}

// Null where it does not stand on the page.
export function waitingControl(root, entry) {
  const fields = new Map(entry.fields);
  if (entry.path === "/relief/new") return findUse(root, entry, fields);
  const button = findButton(root, withDay(entry));
  return button && isOfDay(button.form, entry, fields) ? button : null;
}
