// Sends what waits, in its order, and only while whoever typed it is signed in. Sending twice is
// harmless: under the key of an entry the journal saves once. Pages and the service worker share
// this.

import { deliver } from "./delivery.js";
import { entryAt, news, removeEntry, replaceEntry, waitingEntries } from "./queue.js";
import { SignedOut, postEntry, readToken } from "./server.js";

// One page at a time sends.
function alone(run) {
  return navigator.locks ? navigator.locks.request("journal-queue", run) : run();
}

async function sendInOrder(account, token) {
  const entries = await waitingEntries(account);
  const { outcome, sent } = await deliver(
    entries.map((entry) => entry.order),
    token || await readToken(account),
    {
      read: entryAt,
      post: postEntry,
      renew: () => readToken(account),
      remove: removeEntry,
      replace: replaceEntry,
    },
  );
  if (sent) news.postMessage({ sent }); // to every other page
  return outcome;
}

// Answers "sent" (all that can be), "away", "signed out" or "another" (is signed in). Never throws.
export async function sendEntries(account, token) {
  try {
    return await alone(() => sendInOrder(account, token));
  } catch (problem) {
    return problem instanceof SignedOut ? problem.message : "away";
  }
}
