// What a tap changes on the control itself, at once and the same with and without a network.

import { COMMON_FIELDS, el } from "../dom.js";
import { pathOf } from "../root.js";
import { say } from "../words.js";
import { showTile } from "./tiles.js";

const RELIEF = "/relief/new";

const markBusy = (button) => button.setAttribute("aria-busy", "true");

// A spasm that is on its way says at once since when it is, in the place of the way to start one.
async function markStarted(button, entry) {
  markBusy(button);
  const { timeText } = await import("../offline/entry_words.js");
  const big = button.closest(".spasm-now")?.querySelector(".big");
  if (!big || !button.hasAttribute("aria-busy")) return;
  big.dataset.words = big.textContent;
  big.lastChild.textContent = say("spasm_since", { time: timeText(entry) });
}

const MARKS = {
  start: markStarted,
  end: markBusy,
  undo: markBusy,
  level(button) {
    for (const other of button.closest(".levels").querySelectorAll("button")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
  },
  tile: showTile,
  answer(button) {
    const scale = button.closest("[popover]");
    const { shows } = button.dataset; // nothing for an answer that is taken back
    for (const other of scale.querySelectorAll("[aria-pressed]")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    scale.querySelector(`form:has([data-shows=""])`).hidden = !shows;
    close(scale);
    const opener = scale.previousElementSibling;
    opener.classList.toggle("used", Boolean(shows));
    opener.querySelector("[data-answer]").textContent = shows;
  },
  chip(button, entry) {
    const isToggle = button.hasAttribute("aria-pressed");
    const { factor, no_exercise: rest } = button.form?.elements ?? {};
    const answer = isToggle ? factor ?? rest : null; // about the day; an empty one takes it back
    const isOn = !answer || !/^$|=$/.test(answer.value);
    if (answer) answer.value = answer.value.replace(/[^=]*$/, isOn ? "" : "yes"); // the next tap
    button.classList.toggle("used", isOn);
    if (isToggle) button.setAttribute("aria-pressed", String(isOn));
    const question = button.closest("[popover]");
    if (question) close(question);
    else if (button.form && pathOf(button.form.action) === RELIEF) countUse(button, entry);
  },
};

function close(popover) {
  if (popover.matches(":popover-open")) popover.hidePopover();
}

// How often a relief was used, and when last.
function countUse(button, { at }) {
  const uses = Number(button.dataset.uses ?? 0) + 1;
  Object.assign(button.dataset, { uses, usedAt: new Date(at).toISOString() });
  if (uses === 1) return;
  const place = button.querySelector(".uses") ?? el("span", { className: "uses" });
  place.textContent = `${uses}×`;
  if (!place.parentNode) button.firstChild.after(" ", place);
}

// Show the result of a tap, which made an entry: once, however often it is asked for.
export function press(button, entry) {
  const keys = button?.dataset.entries ?? "";
  if (!button || keys.includes(entry.key)) return;
  button.dataset.entries = `${keys} ${entry.key}`;
  MARKS[button.dataset.tap]?.(button, entry);
}

// Show that nothing is on its way any more.
export const release = (button) => button?.removeAttribute("aria-busy");

// Show as before what was not saved.
export function takeBack(button) {
  release(button);
  const big = button?.closest(".spasm-now")?.querySelector("[data-words]");
  if (big) big.lastChild.textContent = big.dataset.words;
}

// The small clock: what was tapped is on this device and not sent yet.
export function markWaiting(button) {
  button?.classList.add("waiting");
}

const CHANGING = [...COMMON_FIELDS, "pain_before"]; // that of a relief follows the last level

function fits(form, path, fields) {
  if (pathOf(form.action) !== path) return false;
  return [...form.querySelectorAll("input[type=hidden]")].every(({ name, value }) => (
    CHANGING.includes(name) || fields.get(name) === value
  ));
}

// The control that an entry was made with; null where it does not stand on the page.
export function findButton(root, { path, fields: pairs }) {
  const fields = new Map(pairs);
  for (const form of root.querySelectorAll("form[data-queue]")) {
    if (!fits(form, path, fields)) continue;
    const buttons = [...form.querySelectorAll("button")];
    const button = buttons.find(({ name, value }) => !name || fields.get(name) === value);
    if (button) return button;
  }
  return null;
}
