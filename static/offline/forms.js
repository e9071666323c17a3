// Every form that is marked with data-queue and leads to another page goes through the queue.
// Without scripts, or without a database, the same forms go the plain way. A form that was saved
// leaves no place in the history: nobody comes back to it and saves the same again.

import { showMessage } from "../dom.js";
import { newKey } from "../keys.js";
import { ROOT } from "../root.js";
import { say } from "../words.js";
import { isSomebody } from "./person.js";
import { readEntry, save, typedFields } from "./saving.js";
import { sendPlainly } from "./syncing.js";

function wayBack(form) {
  const next = form.elements.next?.value ?? "";
  return /^\/(?![/\\])/.test(next) ? next : ROOT;
}

async function onSubmit(event) {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || !isSomebody() || !form.matches("[data-queue]")) return;
  event.preventDefault();
  const entry = readEntry(form, submitter);
  const plainFields = typedFields(form, submitter);
  const { outcome } = await save(entry, form.elements.csrf_token?.value);
  delete form.dataset.sent;
  if (outcome === "refused") return sendPlainly(form.action, plainFields);
  if (outcome !== "saved") form.dispatchEvent(new Event("queued"));
  const canLeave = outcome !== "waiting" || navigator.serviceWorker?.controller;
  if (canLeave && !document.querySelector("#stand-in")) location.replace(wayBack(form));
  else await stay(form, entry, outcome);
}

// Where no other page is to be had, the form is there for the next entry; one of an edit as it is.
async function stay(form, entry, outcome) {
  const { client_key: key, version } = form.elements;
  if (!Number(version?.value)) form.reset();
  if (key) key.value = newKey();
  if (outcome === "saved") return showMessage(say("saved"));
  const { tellWaiting } = await import("./undo.js");
  tellWaiting(entry);
}

export function queueForms() {
  document.addEventListener("submit", onSubmit);
}
