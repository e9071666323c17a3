// When what waits is sent: at once, when the network is back, and again later with longer pauses.

import { el, hiddenField } from "../dom.js";
import { addressOf, nameHere } from "../root.js";
import { fieldsToSend } from "./delivery.js";
import { passOver } from "./database.js";
import { drawPanel } from "./panel.js";
import { isSomebody, isStandIn, person } from "./person.js";
import { entryAt, news, removeEntry, replaceEntry, waitingEntries } from "./queue.js";
import { sendEntries } from "./sending.js";
import { readToken } from "./server.js";

const SOON = 1_000;
const SELDOM = 300_000;
const OPENED = nameHere("opened"); // in sessionStorage: the entry that was opened in its form
let outcome = "sent"; // of the last time something was sent
let pause = SOON;
let timer;

const isSignedOut = () => outcome === "signed out" || outcome === "another";

function announce(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

// Show what waits. The event "waiting" tells the page of it, "synced" how many entries arrived.
export async function refresh() {
  const entries = isSomebody() ? await waitingEntries(person.account) : [];
  drawPanel(entries, isSignedOut(), { retry, open: openEntry, remove: takeOut });
  announce("waiting", entries);
  return entries;
}

// Send now, whether or not anything is to be shown; answers the outcome.
export async function send(token) {
  outcome = await sendEntries(person.account, token);
  return outcome;
}

// While the network is there, nothing is shown as waiting before it was tried.
export async function syncAll() {
  if (!isSomebody()) return;
  const entries = await waitingEntries(person.account);
  const isOffline = isStandIn || !navigator.onLine;
  if (isOffline || !entries.some((entry) => !entry.problem)) await refresh();
  if (!entries.some((entry) => !entry.problem)) return;
  await send();
  const left = await refresh();
  if (outcome === "away") return syncLater();
  pause = SOON;
  const sent = entries.length - left.length;
  if (sent > 0) announce("synced", sent);
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

// Entries that were refused

async function takeOut(entry) {
  await removeEntry(entry.order);
  await refresh();
}

async function clearProblem({ problem: _, ...entry }) {
  await replaceEntry(entry);
}

async function retry(entry) {
  await clearProblem(entry);
  await syncAll();
}

// Open an entry in its form, by sending it the plain way.
async function openEntry(entry) {
  await clearProblem(entry);
  await send();
  const left = await entryAt(entry.order);
  if (!left?.problem || left.problem.failed) return refresh();
  sessionStorage.setItem(OPENED, entry.order);
  const token = await readToken(person.account);
  sendPlainly(addressOf(entry.path), [...fieldsToSend(left, Date.now()), ["csrf_token", token]]);
}

// An entry that was opened in its form and saved from there is settled.
export async function settle(path) {
  const order = Number(sessionStorage.getItem(OPENED));
  if (order && (await entryAt(order))?.path === path) await removeEntry(order);
  sessionStorage.removeItem(OPENED);
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
    if (data.sent) announce("synced", data.sent);
  });
}
