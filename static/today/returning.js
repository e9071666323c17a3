// Somebody comes back to a Today that was open all the time: it shows how things are now, as another
// device may have logged.

import { person } from "../offline/person.js";
import { waitingEntries } from "../offline/queue.js";
import { syncAll } from "../offline/syncing.js";
import { refreshToday } from "./taps.js";

const OLD = 30_000; // milliseconds
let readAt = Date.now();

const isTyped = ({ value, defaultValue }) => value !== defaultValue;

async function readAgain() {
  if (document.visibilityState !== "visible" || Date.now() - readAt < OLD || !navigator.onLine) return;
  readAt = Date.now();
  await syncAll();
  const waiting = await waitingEntries(person.account);
  const fields = document.querySelectorAll("main :is(input:not([type=hidden]), textarea)");
  if (!waiting.length && ![...fields].some(isTyped)) await refreshToday();
}

const stay = () => {}; // without an answer it stays as it is
document.addEventListener("visibilitychange", () => readAgain().catch(stay));
