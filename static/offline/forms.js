// Every form that is marked with data-queue goes through the queue. Without scripts, or without a
// database, the same forms go the plain way.

import { showMessage } from "../dom.js";
import { say } from "../words.js";
import { isSomebody, isStandIn } from "./person.js";
import { readEntry, save, typedFields } from "./saving.js";
import { sendPlainly } from "./syncing.js";

const isQueued = (form) => isSomebody() && form?.matches("[data-queue]");
const sendAsItIs = (form, submitter) => sendPlainly(form.action, typedFields(form, submitter));

function wayBack(form) {
  const next = form.elements.next?.value ?? "";
  return /^\/(?![/\\])/.test(next) ? next : "/";
}

// Answers "refused" where the plain way is left.
async function trySaving(form, entry) {
  try {
    return await save(form, entry);
  } catch {
    return "refused";
  }
}

async function onSubmit(event) {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || !isQueued(form)) return;
  event.preventDefault();
  const outcome = await trySaving(form, readEntry(form, submitter));
  delete form.dataset.sent;
  if (outcome === "waiting" || outcome === "failed") form.dispatchEvent(new Event("queued"));
  if (isStandIn) return keepOnStandIn(form, outcome);
  if (outcome === "saved" || outcome === "failed") location.assign(wayBack(form));
  else if (outcome === "refused") sendAsItIs(form, submitter);
  else if (navigator.serviceWorker?.controller) location.assign("/offline");
  else showMessage(say("saved_on_device"));
}

function keepOnStandIn(form, outcome) {
  form.reset();
  if (outcome === "saved") showMessage(say("saved"));
  scrollTo({ top: 0 });
}

// A tap on Today is answered in place, by htmx, which fetches through here. What is sent is read
// at once: of two quick taps the second goes under the same key.
function onRequest(event) {
  const { ctx } = event.detail;
  const { form, submitter } = ctx.request;
  if (!isQueued(form)) return;
  const entry = readEntry(form, submitter);
  ctx.fetch = (action, request) => saveInPlace(form, submitter, entry, { ...ctx.request, action, request });
}

async function saveInPlace(form, submitter, entry, { action, request, headers, signal }) {
  let outcome;
  try {
    outcome = await save(form, entry);
  } catch { // no database in this browser
    return fetch(action, request);
  }
  if (outcome === "refused") sendAsItIs(form, submitter);
  if (outcome !== "saved") return Response.error();
  try {
    return await fetch(wayBack(form), { headers, signal });
  } catch {
    showMessage(say("saved_page_is_old"));
    return Response.error();
  }
}

// Whatever is not the page itself (signed out, a conflict, a fault) is shown as a page of its own:
// the same fields go the plain way, under the same key, so that they are saved only once.
function onSwap(event) {
  const { ctx } = event.detail;
  if (ctx.text?.includes('id="today"')) return;
  event.preventDefault();
  const { form, submitter } = ctx.request;
  if (form) sendAsItIs(form, submitter);
}

export function queueForms() {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("htmx:config:request", onRequest);
  document.addEventListener("htmx:before:response", (event) => {
    if (event.detail.ctx.response.raw.type === "error") event.preventDefault();
  });
  document.addEventListener("htmx:before:swap", onSwap);
  document.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx?.request.form) showMessage(say("no_answer"));
  });
}
