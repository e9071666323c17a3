// Sends what waits, in its order, and only while whoever typed it is signed in. Sending twice is
// harmless: under the key of an entry the journal saves once. Pages and the service worker share
// this.

import { nameHere } from "../root.js";
import { deliver } from "./delivery.js";
import { entryAt, news, noteSent, removeEntry, replaceEntry, waitingEntries } from "./queue.js";
import { SignedOut, postEntry, readToken } from "./server.js";

// What the journal answered to entries that this page waits for, by their keys.
const answers = new Map();

export function expectAnswer(key) {
  answers.set(key, null);
}

// {parts, location}: the changed parts as text, or where the journal leads. Null where another page
// sent the entry.
export function takeAnswer(key) {
  const answer = answers.get(key) ?? null;
  answers.delete(key);
  return answer;
}

async function noteAnswer({ key }, answer) {
  await noteSent();
  if (!answers.has(key)) return;
  const parts = answer.status === 200 ? await answer.text() : "";
  answers.set(key, { parts, location: answer.headers.get("Location") });
}

// One page at a time sends.
function alone(run) {
  return navigator.locks ? navigator.locks.request(nameHere("journal-queue"), run) : run();
}

async function sendInOrder(account, token) {
  const entries = await waitingEntries(account);
  const result = await deliver(
    entries.map((entry) => entry.order),
    token || await readToken(account),
    {
      read: entryAt,
      post: (entry, current) => postEntry(entry, current, entries, answers.has(entry.key)),
      renew: () => readToken(account),
      arrived: noteAnswer,
      remove: removeEntry,
      replace: replaceEntry,
    },
  );
  if (result.sent) news.postMessage({ sent: result.sent }); // to every other page
  return result;
}

// {outcome, sent}: "sent" (all that can be), "away", "signed out" or "another" (is signed in), and
// how many this page sent. Never throws.
export async function sendEntries(account, token) {
  try {
    return await alone(() => sendInOrder(account, token));
  } catch (problem) {
    return { outcome: problem instanceof SignedOut ? problem.message : "away", sent: 0 };
  }
}
