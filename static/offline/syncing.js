// When what waits is sent: at once, when the network is back, and again later with longer pauses.

import { el, hiddenField } from "../dom.js";
import { passOver } from "./database.js";
import { isSomebody, isStandIn, person } from "./person.js";
import { news, waitingEntries } from "./queue.js";
import { sendEntries } from "./sending.js";

const SOON = 1_000;
const SELDOM = 300_000;
let outcome = "sent"; // of the last time something was sent
let pause = SOON;
let wasAway = false; // whether anything could not be sent from here
let timer;

export const isSignedOut = () => outcome === "signed out" || outcome === "another";

function announce(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

// The event "waiting" tells the page what waits, "synced" how many entries arrived: 0
// where another page sent them and this one always had a network.
export async function refresh() {
  const entries = isSomebody() ? await waitingEntries(person.account) : [];
  announce("waiting", entries);
  return entries;
}

// Send now, whether or not anything is to be shown: {outcome, sent}.
export async function send(token) {
  const result = await sendEntries(person.account, token);
  outcome = result.outcome;
  if (outcome === "away") wasAway = true;
  return result;
}

// One after the other, so that what is sent is told of once.
let lastSync = Promise.resolve();
export function syncAll() {
  lastSync = lastSync.then(syncOnce, syncOnce);
  return lastSync;
}

// While the network is there, nothing is shown as waiting before it was tried.
async function syncOnce() {
  if (!isSomebody()) return;
  const entries = await waitingEntries(person.account);
  const isOffline = isStandIn || !navigator.onLine;
  if (isOffline || !entries.some((entry) => !entry.problem)) await refresh();
  if (!entries.some((entry) => !entry.problem)) return;
  const { sent: count } = await send();
  await refresh();
  if (outcome === "away") return syncLater();
  pause = SOON;
  if (count) announce("synced", count);
}

export function syncLater() {
  clearTimeout(timer);
  timer = setTimeout(() => syncAll().catch(passOver), pause);
  pause = Math.min(2 * pause, SELDOM);
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("send")).catch(() => {});
}

function syncNow() {
  pause = SOON;
  syncAll().catch(passOver);
}

// The plain way: the journal answers with a page of its own.
export function sendPlainly(action, fields) {
  const form = el("form", { method: "post", action, hidden: true });
  for (const [name, value] of fields) form.append(hiddenField(name, value));
  document.body.append(form);
  form.submit();
}

export function keepInSync() {
  addEventListener("online", syncNow);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") syncNow();
  });
  news.addEventListener("message", ({ data }) => {
    refresh().catch(passOver);
    if (data.sent) announce("synced", wasAway ? data.sent : 0);
  });
}
