// In the service worker: where the browser wakes it as the network returns, it sends what waits.
// Pages send by themselves as well.

import { readKnown } from "./queue.js";
import { sendEntries } from "./sending.js";

async function sendInBackground() {
  const facts = await readKnown();
  if (!facts) return;
  const { outcome } = await sendEntries(facts.account);
  if (outcome === "away") throw new Error("still away");
}

self.addEventListener("sync", (event) => event.waitUntil(sendInBackground()));
