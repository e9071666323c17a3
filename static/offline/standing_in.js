// The page without a network: Today as it was, with what waits; the session or the diary as they
// were; else what can be logged without it.
// Once the journal answers again, its own page takes the place of this one.

import { showMessage } from "../dom.js";
import { ROOT, pathOf } from "../root.js";
import { doneTiles, drawBar, drawOther, drawToday, keptNote, keptReliefs } from "../today/drawn.js";
import { OTHERS, dayOf } from "../today/memory.js";
import { becomeToday } from "./becoming.js";
import { say } from "../words.js";
import { passOver } from "./database.js";
import { isStandIn, person, recognise } from "./person.js";
import { countEntries, readKnown, waitingEntries } from "./queue.js";
import { isReachable } from "./server.js";
import { syncAll } from "./syncing.js";

const LOOKS_AGAIN = 15_000; // milliseconds
// Milliseconds before a network that answers slowly is told to be none, as the service worker waits.
const PATIENCE = Number(document.querySelector("#stand-in")?.dataset.patience);
const SPASM = "/episodes/now";
const TODAY = ["/", "/offline", SPASM];
const NOTE = /^\/days\/[^/]+\/edit$/;
let isDrawn = false; // whether the Today of this device is shown

// Not while somebody types here, is in a session, or looks at what waits.
async function comeBack() {
  if (!isStandIn || !await isReachable(person.account) || !isStandIn) return;
  const isUsed = document.querySelector("main textarea")?.value
    || document.querySelector(".session, #waiting:not([hidden]) details[open]");
  if (!isUsed) location.reload();
}

// Today of this device follows what is taken out of it. What was sent stays shown.
async function onTakenOut() {
  if (isStandIn && isDrawn) await drawToday(await waitingEntries(person.account));
}

const look = () => comeBack().catch(passOver);
const tryAgain = () => syncAll().then(comeBack).catch(passOver);

// A session plays by itself.
async function showOther(path, entries) {
  const time = await drawOther(path, entries);
  if (!time) return false;
  if (document.querySelector(".session")) await import("../player/page.js");
  showMessage(say("offline_copy", { time }));
  return true;
}

// The day that an address is about, where it says one.
function dayAsked({ pathname, search }) {
  return new URLSearchParams(search).get("day") ?? /\/days\/(\d{4}-\d\d-\d\d)\//.exec(pathname)?.[1];
}

async function build(facts, isOtherDay, entries) {
  const { buildNoteForm, buildOtherDay, buildStandIn } = await import("./stand_in.js");
  if (facts) await drawBar();
  if (isOtherDay) return buildOtherDay();
  const path = pathOf(location.href);
  const note = facts && NOTE.test(path) ? await keptNote() : undefined;
  if (note !== undefined) return buildNoteForm(path, note, entries);
  if (facts) return buildStandIn(facts, await countEntries(), await doneTiles(), await keptReliefs());
  buildStandIn(facts, await countEntries());
}

// Today as this device keeps it was there at once: what the journal answers takes its place.
async function followToday() {
  let message;
  const timer = setTimeout(() => {
    showMessage(say("offline"));
    message = document.querySelector("#toast .message");
  }, PATIENCE);
  try {
    const answer = await fetch(ROOT);
    if (answer.status === 200) await becomeToday(await answer.text());
    else showMessage(say("offline"));
    message?.remove();
  } catch { // such as to somebody who is signed out, whom it leads elsewhere
    showMessage(say("offline"));
    await comeBack();
  } finally {
    clearTimeout(timer);
  }
}

export async function standIn() {
  const facts = await readKnown();
  recognise(facts);
  if (facts && facts.theme !== "system") document.documentElement.dataset.theme = facts.theme;
  const entries = facts ? await waitingEntries(person.account) : [];
  document.addEventListener("taken-out", () => onTakenOut().catch(passOver));
  document.addEventListener("synced", look);
  addEventListener("online", tryAgain);
  setInterval(tryAgain, LOOKS_AGAIN);
  const path = pathOf(location.href);
  const day = dayAsked(location);
  if (day && day !== dayOf(Date.now())) return build(facts, true, entries);
  if (facts && TODAY.includes(path) && await drawToday(entries)) {
    isDrawn = true;
    if (path === SPASM) document.querySelector("#spasm-sheet")?.showPopover();
    if (path !== "/" || !navigator.onLine) return showMessage(say("offline"));
    return void followToday().catch(passOver);
  }
  if (facts && OTHERS.includes(path) && await showOther(path, entries)) return;
  await build(facts, false, entries);
}
