// The control on Today whose use waits on this device, by whichever form that was logged.

import { dayOf } from "./memory.js";
import { findButton } from "./controls.js";

const RELIEF = "/relief/new";
const keyOf = (text) => (text ?? "").normalize("NFKC").trim().toLowerCase();

// As the journal counts uses: by what it is and how it is called, whatever the dose was, of one day.
function findUse(root, fields) {
  const moment = fields.get("applied_at");
  const isUse = ({ elements }) => {
    const shown = elements.applied_at?.value; // of another day than today
    const isOfDay = shown ? shown === moment : !moment || moment.startsWith(dayOf(Date.now()));
    return isOfDay
      && ["method", "name"].every((name) => keyOf(elements[name]?.value) === keyOf(fields.get(name)));
  };
  const hasDose = ({ elements }) => ["dose", "unit"]
    .every((name) => keyOf(elements[name]?.value) === keyOf(fields.get(name)));
  const forms = [...root.querySelectorAll(`form[action$="${RELIEF}"]`)].filter(isUse);
  return (forms.find(hasDose) ?? forms[0])?.querySelector("button") ?? null;
}

// Null where it does not stand on the page.
export function waitingControl(root, entry) {
  return entry.path === RELIEF ? findUse(root, new Map(entry.fields)) : findButton(root, entry);
}
