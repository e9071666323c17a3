// A person's own rule of so many hours between two uses, for a use that waits on this device.

import { el } from "../dom.js";
import { person } from "../offline/person.js";
import { aheadText, momentOf } from "../offline/titles.js";
import { say } from "../words.js";
import { formsOfSame } from "./waiting_control.js";

const HOUR = 3_600_000;

function showIn(place, text) {
  const hint = place.querySelector(".not-before");
  if (hint) hint.textContent = text;
  else place.append(" ", el("span", { className: "soft not-before", textContent: text }));
}

// Let the controls of what was used, in any dose, ask before the next one is logged sooner than that
// rule says.
export function askBeforeNext(root, button, entry) {
  for (const form of button?.form ? formsOfSame(root, button.form) : []) {
    askAt(root, form.querySelector("button"), form.dataset.notBeforeHours, entry);
  }
}

function askAt(root, button, hours, entry) {
  const question = hours && root.querySelector(`[id="ask-${button.id}"]`);
  if (!question) return;
  question.hidePopover?.();
  const until = momentOf(entry) + hours * HOUR;
  if (until <= Date.now()) return;
  const text = say("not_before", { time: aheadText(until, Date.now(), entry.zone, person.clock) });
  showIn(button, text);
  showIn(question, text);
  button.type = "button";
  button.setAttribute("popovertarget", question.id);
}
