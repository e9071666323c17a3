// How long a spasm has lasted, how long cold is to stay on, and questions that are due: counted from
// moments, so that a phone that slept is right when it wakes.

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

function showNow() {
  for (const element of document.querySelectorAll("[data-since]")) {
    write(element, elapsedText(element.dataset.since));
  }
  for (const element of document.querySelectorAll("[data-until]")) {
    write(element, leftText(element.dataset.until));
  }
  for (const element of document.querySelectorAll("[data-show-at]")) {
    if (Date.now() >= Date.parse(element.dataset.showAt)) element.hidden = false;
  }
}

export function keepTimesCurrent() {
  showNow();
  setInterval(showNow, SECOND);
}
