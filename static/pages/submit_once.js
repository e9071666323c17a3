// A form is sent once: a second tap while it is on its way does nothing. Whoever comes back to it
// and sends it unchanged sends the same, under the same key; once something is changed, another.

import { newKey } from "../keys.js";

const PLAIN = "form[method=post]:not([data-queue])";
const addressOf = (form) => form.getAttribute("action") ?? "";

function keepKey(form) {
  const { client_key: key } = form.elements;
  if (key) history.replaceState({ ...history.state, [addressOf(form)]: key.value }, "");
}

function takeKey(form) {
  const { client_key: key } = form.elements;
  const former = history.state?.[addressOf(form)];
  if (!key || !former) return;
  key.value = former;
  form.addEventListener("input", () => { key.value = newKey(); }, { once: true });
}

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  keepKey(form);
  const progress = form.querySelector("[data-says]");
  if (progress) progress.textContent = progress.dataset.says;
}

function allowAgain() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const progress of document.querySelectorAll("[data-says]")) progress.textContent = "";
  for (const form of document.querySelectorAll(PLAIN)) takeKey(form);
}

export function submitOnce() {
  document.addEventListener("submit", onSubmit);
  addEventListener("pageshow", allowAgain);
}
