// What a tap changes on the control itself, at once and the same with and without a network.

import { pathOf } from "../root.js";

const markBusy = (button) => button.setAttribute("aria-busy", "true");

const MARKS = {
  start: markBusy,
  end: markBusy,
  level(button) {
    for (const other of button.closest(".levels").querySelectorAll("button")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
  },
  tile: (button) => button.classList.add(button.form?.dataset.half === "first" ? "part" : "done"),
  answer(button) {
    const scale = button.closest("[popover]");
    const { shows } = button.dataset; // nothing for an answer that is taken back
    for (const other of scale.querySelectorAll("[aria-pressed]")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    scale.querySelector(`form:has([data-shows=""])`).hidden = !shows;
    if (scale.matches(":popover-open")) scale.hidePopover();
    const opener = scale.previousElementSibling;
    opener.classList.toggle("used", Boolean(shows));
    opener.querySelector("[data-answer]").textContent = shows;
  },
  chip(button) {
    const isToggle = button.hasAttribute("aria-pressed");
    const { factor, no_exercise: rest } = button.form?.elements ?? {};
    const answer = isToggle ? factor ?? rest : null; // about the day; an empty one takes it back
    const isOn = !answer || !/^$|=$/.test(answer.value);
    if (answer) answer.value = answer.value.replace(/[^=]*$/, isOn ? "" : "yes"); // the next tap
    button.classList.toggle("used", isOn);
    if (isToggle) button.setAttribute("aria-pressed", String(isOn));
  },
};

// Show the result of a tap.
export function press(button) {
  MARKS[button?.dataset.tap]?.(button);
}

// Show that nothing is on its way any more.
export function release(button) {
  button?.removeAttribute("aria-busy");
}

// The small clock: what was tapped is on this device and not sent yet.
export function markWaiting(button) {
  button?.classList.add("waiting");
}

// Hidden fields that every form has, whatever it logs.
export const COMMON_FIELDS = ["csrf_token", "client_key", "next"];
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
