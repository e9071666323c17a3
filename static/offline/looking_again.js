// What is done about an entry that waits: it is tried again, opened in its form, or taken out.

import { addressOf } from "../root.js";
import { fieldsToSend, partsOf } from "./delivery.js";
import { person } from "./person.js";
import { entryAt, removeEntry, replaceEntry, waitingEntries } from "./queue.js";
import { readToken } from "./server.js";
import { refresh, send, sendPlainly, syncAll } from "./syncing.js";

// Take an entry out of what waits, with all that means nothing without it.
export async function takeOut(entry) {
  const entries = await waitingEntries(entry.account);
  for (const { order } of partsOf(entry, entries)) await removeEntry(order);
  document.dispatchEvent(new CustomEvent("taken-out", { detail: entry }));
  await syncAll();
}

// What is saved stays: the entry that was opened in a form waits no more.
export async function leave(order) {
  const entry = await entryAt(order);
  if (entry) await takeOut(entry);
}

async function clearProblem({ problem: _, ...entry }) {
  await replaceEntry(entry);
}

export async function retry(entry) {
  await clearProblem(entry);
  await syncAll();
}

// Open an entry in its form, by sending it the plain way. The form says which entry it is about, and
// what is saved from there takes its place.
export async function openEntry(entry) {
  await clearProblem(entry);
  await send();
  const left = await entryAt(entry.order);
  if (!left?.problem || left.problem.failed) return refresh();
  const token = await readToken(person.account);
  const entries = await waitingEntries(person.account);
  sendPlainly(addressOf(entry.path), [
    ...fieldsToSend(left, Date.now(), entries), ["waiting", entry.order], ["csrf_token", token],
  ]);
}
