// A person's own rule of so many hours between two uses: what the controls of a relief ask and say of
// it, also for a use that waits on this device, and once its hours are over.

import { el, write } from "../dom.js";
import { person } from "../offline/person.js";
import { aheadText, momentOf, placeText } from "../offline/titles.js";
import { say } from "../words.js";
import { zoneElsewhere } from "./elsewhere.js";
import { momentIn, nextUse } from "./next_use.js";
import { formsOfUse } from "./waiting_control.js";

const TEXTS = { time: "not_before", day: "not_before_safe", today: "used_today" };

function textOf({ at, basis }) {
  const time = aheadText(at, Date.now(), person.zone, person.clock);
  return say(TEXTS[basis], { time: time + placeText(at, person.zone, [zoneElsewhere()]) });
}

function showIn(place, text) {
  const hint = place.querySelector(".not-before");
  if (hint) write(hint, text);
  else place.append(" ", el("span", { className: "soft not-before", textContent: text }));
}

const questionOf = (form) => form.parentNode.querySelector(`[id="ask-${form.querySelector("button").id}"]`);
const momentsOf = ({ dataset }) => [dataset.timedAt, dataset.untimedAt].map((text) => text && Date.parse(text));

// Let the control of a form ask before it logs a use sooner than the rule says, or not any more.
function showRule(form) {
  const button = form.querySelector("button");
  const question = questionOf(form);
  const next = question && nextUse(...momentsOf(form), Number(form.dataset.notBeforeHours), Date.now());
  if (next) {
    showIn(button, textOf(next));
    showIn(question, textOf(next));
    button.type = "button";
    button.setAttribute("popovertarget", question.id);
  } else {
    button.type = "submit";
    button.removeAttribute("popovertarget");
    button.querySelector(".not-before")?.remove();
  }
}

// What each control says by now.
export function showRules(root) {
  for (const form of root.querySelectorAll("[data-not-before-hours]")) showRule(form);
}

// When that was which an entry tells of: it may say so itself, by the clocks of a zone.
function momentOfUse(entry, { applied_at: text, zone }) {
  try {
    return text ? momentIn(zone || entry.zone, text) : momentOf(entry);
  } catch { // no time, or no zone, which the journal will tell
    return momentOf(entry);
  }
}

// Let the controls of what was used, in any dose, ask before the next one is logged.
export function askBeforeNext(root, entry) {
  const fields = Object.fromEntries(entry.fields);
  const at = momentOfUse(entry, fields);
  const name = fields.time_not_asked ? "untimedAt" : "timedAt";
  for (const form of formsOfUse(root, entry)) {
    questionOf(form)?.hidePopover?.();
    if (!(Date.parse(form.dataset[name]) > at)) form.dataset[name] = new Date(at).toISOString();
    showRule(form);
  }
}
