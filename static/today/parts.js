// Puts changed parts into the page: nothing moves, the focus stays, and the page does not scroll.

import { parsePage } from "../dom.js";
import { person } from "../offline/person.js";

const TOAST = "#toast";

// Where an element stands on the screen, to be found there again after a change.
function positionOf(id) {
  return id ? document.getElementById(id)?.getBoundingClientRect().top : undefined;
}

// The control nearest to the middle of the screen holds still where nothing was tapped.
function inTheMiddle(place) {
  const distance = ({ id }) => Math.abs(positionOf(id) - innerHeight / 2);
  const controls = [...place.querySelectorAll("[id]:is(a, button)")].filter((control) => control.checkVisibility());
  return controls.sort((left, right) => distance(left) - distance(right))[0]?.id;
}

// Change the page, and leave the focus and the element of an id where they were.
function holdStill(id, change) {
  const focused = document.activeElement?.id;
  const before = positionOf(id);
  change();
  const after = positionOf(id);
  if (before !== undefined && after !== undefined && after !== before) {
    scrollBy({ top: after - before, behavior: "instant" });
  }
  if (focused && document.activeElement?.id !== focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

// What is unfolded stays so.
function replacePart(part) {
  const place = document.getElementById(part.id);
  for (const { id } of place?.querySelectorAll("details[open][id]") ?? []) {
    part.querySelector(`#${id}`)?.setAttribute("open", "");
  }
  place?.replaceWith(document.adoptNode(part));
}

const idOf = (message) => message.querySelector("form")?.getAttribute("action") ?? message.textContent;
const messagesOf = (toast) => [...toast.querySelectorAll(".message")];

// Two pages may tell the same.
function withoutThose(messages, rest) {
  const ids = rest.map(idOf);
  return messages.filter((message) => !ids.includes(idOf(message)));
}

function showToast(toast) {
  const place = document.querySelector(TOAST);
  if (!place) return;
  const unread = messagesOf(place).filter(({ dataset }) => "unread" in dataset);
  place.replaceChildren(...toast.childNodes, ...withoutThose(unread, messagesOf(toast)));
}

// Show what a page tells that gives way unread, until the next tap.
export function takeMessages(page) {
  const [place, toast] = [document.querySelector(TOAST), page.querySelector(TOAST)];
  if (!place || !toast) return;
  const messages = withoutThose(messagesOf(toast), messagesOf(place));
  for (const { dataset } of messages) dataset.unread = "";
  place.append(...messages);
}

export function letMessagesGo() {
  for (const { dataset } of document.querySelectorAll("[data-unread]")) delete dataset.unread;
}

// Replace each part by its id; `anchor` is the id of the control that was tapped.
export function swapParts(text, anchor) {
  const { body } = parsePage(text);
  holdStill(anchor, () => {
    for (const part of [...body.children]) {
      if (part.matches("[data-toast]")) showToast(part);
      else if (part.id) replacePart(part);
    }
  });
}

// What is asked stays open, unless it is answered.
function replacePlace(place, fresh) {
  const question = place.querySelector("[popover]:popover-open:not(:has(.used))");
  place.replaceWith(document.adoptNode(fresh));
  if (question) document.getElementById(question.id)?.showPopover();
}

// Take the parts of the place out of a whole page, unless it is of somebody else.
export function swapPage(page, place, anchor) {
  const fresh = page.getElementById(place.id);
  if (!fresh || page.body.dataset.account !== person.account) return false;
  holdStill(anchor ?? inTheMiddle(place), () => {
    replacePlace(place, fresh);
    const toast = page.querySelector(TOAST);
    if (toast?.children.length) showToast(toast);
  });
  return true;
}
