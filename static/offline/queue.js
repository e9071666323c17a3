// What waits to be sent, and the little that a page without a network needs to know.
// An entry: {order, account, path, fields, key, at, zone, problem}. `path` begins at the root of the
// journal, `at` is when it was typed.

import { nameHere } from "../root.js";
import { database } from "./database.js";

export const news = new BroadcastChannel(nameHere("journal-queue"));

const allEntries = async () => (await database()).getAll("waiting");

export async function waitingEntries(account) {
  return (await allEntries()).filter((entry) => entry.account === account);
}

export const countEntries = async () => (await allEntries()).length;
export const entryAt = async (order) => (await database()).get("waiting", order);

// Ended at once, not when the answer comes: a page that is left right after a tap never hears it,
// and the browser undoes what it had not ended.
async function write(change) {
  const transaction = (await database()).transaction("waiting", "readwrite");
  const result = change(transaction.store);
  transaction.commit();
  await Promise.all([result, transaction.done]);
  return result;
}

// Other pages are told once it is known whether the entry has to wait.
export const addEntry = (entry) => write((store) => store.add(entry));

export function tellOthers() {
  news.postMessage("changed");
}

export async function replaceEntry(entry) {
  await write((store) => store.put(entry));
  tellOthers();
}

export async function removeEntry(order) {
  await write((store) => store.delete(order));
  tellOthers();
}

export async function removeEntriesOf(account) {
  for (const { order } of await waitingEntries(account)) await removeEntry(order);
}

export const keepKnown = async (facts) => (await database()).put("kept", facts, "known");
export const readKnown = async () => (await database()).get("kept", "known");
export const forgetKnown = async () => (await database()).clear("kept");

// {account, scripts, day, zone, at, main, bar, ago}: a page as it was last, as HTML; `day` is by the
// clock of `zone`, `ago` is of Today. Its name is its address, that of Today "today". It is forgotten with the rest.
export const keepPage = async (page, name) => (await database()).put("kept", page, name);
export const readPage = async (name) => (await database()).get("kept", name);

// When an entry was sent last: a page that was kept before may not show it.
export const noteSent = async () => (await database()).put("kept", Date.now(), "sent");
export const lastSent = async () => (await (await database()).get("kept", "sent")) ?? 0;
