// Keeps controls from acting on the second of two taps at one place, also on the next page. Moments
// are those of the event: a busy page stretches no time.

import { nameHere } from "../root.js";
import { following, mayAct } from "./tap_guard.js";

const LAST = nameHere("last-tap");
const CHOICES = "label, input:not([type=submit])";
const CONTROLS = `button, a[href], input[type=submit], ${CHOICES}`;
const QUICK = ".player, dialog"; // tapped again and again, and nothing is written

function readLast() {
  try {
    return JSON.parse(sessionStorage.getItem(LAST));
  } catch {
    return null;
  }
}

// Asked of the attribute: the form of a relief has a field called "method".
function isWriting(control) {
  return control.form?.getAttribute("method") === "post" && control.type === "submit";
}

// Keys have no place: a control that is pressed twice by key counts as one place of its own.
function placeOf(event, control) {
  if (event.detail > 0) return { x: event.clientX, y: event.clientY };
  const { left, top } = control.getBoundingClientRect();
  return { x: left, y: top };
}

function onClick(event) {
  const control = event.target.closest?.(CONTROLS);
  if (!control || control.closest(QUICK) || !event.isTrusted) return;
  const time = performance.timeOrigin + event.timeStamp;
  const late = performance.now() - event.timeStamp;
  const tap = { time, late, ...placeOf(event, control), writes: isWriting(control), chooses: control.matches(CHOICES) };
  const last = readLast();
  sessionStorage.setItem(LAST, JSON.stringify(following(last, tap)));
  if (mayAct(last, tap)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

export function guardTaps() {
  document.addEventListener("click", onClick, true);
}
