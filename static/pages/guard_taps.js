// Keeps controls from acting on the second of two taps at one place, also on the next page. Moments
// are those of the event: a busy page stretches no time.

import { nameHere } from "../root.js";
import { following, mayAct } from "./tap_guard.js";

const LAST = nameHere("last-tap");
const CHOICES = "label, input:not([type=submit])";
const COUNTS = "[data-eyes-free], [data-step=tap] :is(.dial, [data-do=main], [data-do=less])";
const LINKS = "a:not(.button), summary, form:not([method=post]) button:not([type=button])";
const CONTROLS = `button, a[href], summary, .dial, input[type=submit], ${CHOICES}`;

function readLast() {
  try {
    return JSON.parse(sessionStorage.getItem(LAST));
  } catch {
    return null;
  }
}

function kindOf(control) {
  if (control.matches(CHOICES)) return "choice";
  if (control.matches(COUNTS)) return "count";
  return control.matches(LINKS) ? "link" : "act";
}

// Which form a control sends, and by which words; nothing for what sends none.
function sentBy({ type, form, textContent: words }) {
  return type === "submit" && form?.matches("[method=post]") ? `${form.getAttribute("action")} ${words.trim()}` : "";
}

// What was not even sent, as something is missing in it, counts as no tap.
const forget = () => sessionStorage.removeItem(LAST);

// Keys have no place: a control that is pressed twice by key counts as one place of its own.
function placeOf(event, control) {
  if (event.detail > 0) return { x: event.clientX, y: event.clientY };
  const { left, top } = control.getBoundingClientRect();
  return { x: left, y: top };
}

// The tap that closes a sheet is none on the page, as the styles say; the second of two is neither.
const controlOf = (target) => target.closest?.(CONTROLS) ?? (target.matches?.(":root") && target);

function onClick(event) {
  const control = controlOf(event.target);
  if (!control || !event.isTrusted) return;
  const time = performance.timeOrigin + event.timeStamp;
  const late = performance.now() - event.timeStamp;
  const refused = "place" in document.body.dataset;
  const tap = {
    time, late, ...placeOf(event, control), kind: kindOf(control), page: performance.timeOrigin, refused, sends: sentBy(control),
  };
  const last = readLast();
  sessionStorage.setItem(LAST, JSON.stringify(following(last, tap)));
  if (mayAct(last, tap)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

export function guardTaps() {
  document.addEventListener("click", onClick, true);
  document.addEventListener("invalid", forget, true);
}
