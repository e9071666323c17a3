// How long a spasm has lasted, and how long cold is still to stay on. Counted from moments, so that
// a phone that slept shows the right time when it wakes.

import { clockText } from "../clock_text.js";
import { write } from "../dom.js";
import { say } from "../words.js";

const MINUTE = 60_000;
const SECOND = 1_000;

function lengthText(minutes) {
  const hours = Math.floor(minutes / 60);
  return hours ? say("hours_minutes", { hours, minutes: minutes % 60 }) : say("minutes", { minutes });
}

// How long it is since then, the text of a moment.
export function elapsedText(since) {
  return lengthText(Math.max(0, Math.floor((Date.now() - Date.parse(since)) / MINUTE)));
}

function leftText(until) {
  const seconds = Math.ceil((Date.parse(until) - Date.now()) / SECOND);
  return seconds > 0 ? say("time_left", { time: clockText(seconds) }) : say("take_it_off");
}

// A code that has ended is taken off the screen by opening its page anew.
// How long it lasts the server has said: the clock of a device may be wrong.
function showCode(element) {
  const seconds = Math.ceil(element.dataset.codeLeft - performance.now() / SECOND);
  if (seconds > 0) write(element, say("code_left", { time: clockText(seconds) }));
  else if (!element.dataset.over) {
    element.dataset.over = "yes";
    location.reload();
  }
}

function showTimes() {
  document.querySelectorAll("[data-code-left]").forEach(showCode);
  for (const element of document.querySelectorAll("[data-since]")) {
    write(element, elapsedText(element.dataset.since));
  }
  for (const element of document.querySelectorAll("[data-until]")) {
    write(element, leftText(element.dataset.until));
  }
}

// Questions that are due at a moment.
function showDue() {
  for (const element of document.querySelectorAll("[data-show-at]")) {
    if (Date.now() >= Date.parse(element.dataset.showAt)) element.hidden = false;
  }
}

function showNow() {
  showTimes();
  showDue();
}

export function keepTimesCurrent() {
  showNow();
  setInterval(showNow, SECOND);
}
