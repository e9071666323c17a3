// What is deleted on this device and not sent yet: its line says so, and what Today shows of it goes.

import { el } from "../dom.js";
import { titleText } from "../offline/entry_words.js";
import { say } from "../words.js";

const DELETE = /^(\/[^/]+\/[^/]+)\/delete$/;

export const isDelete = ({ path }) => DELETE.test(path);

// The line of what an entry deletes; nothing where it is not listed.
export const lineDeleted = (root, { path }) => (
  root.querySelector(`.entry-line form[action$="${path}"]`)?.closest(".entry-line") ?? undefined
);

// No level of the day is chosen any more.
export function forgetLevel(root) {
  const section = root.querySelector("#today-pain");
  for (const button of section?.querySelectorAll(".levels button") ?? []) button.ariaPressed = "false";
  const day = section?.querySelector("[name=day]")?.value;
  const place = root.querySelector(`[id="day-${day}"] .level`);
  if (!place) return;
  place.className = "level missing";
  place.replaceChildren(el("span", { className: "hidden", textContent: say("no_average") }));
}

// In the diary as it was: what waits to be deleted says so in the place of its link.
export function showDeleted(root, entries) {
  for (const entry of entries.filter(isDelete)) {
    const [, path] = DELETE.exec(entry.path);
    for (const link of root.querySelectorAll(`a[href*="${path}/edit"]`)) {
      link.replaceWith(el("span", { className: "entry-line waiting" }, el("strong", { textContent: titleText(entry) })));
    }
  }
}
