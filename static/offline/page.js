// The queue on every page: forms go through it, and what waits is shown and sent.

import { showMessage } from "../dom.js";
import { drawToday, rememberToday } from "../today/memory.js";
import { answerInPlace, refreshToday } from "../today/taps.js";
import { say } from "../words.js";
import { guardLeaving, remember, seeOff, welcome } from "./accounts.js";
import { passOver, whenBlocked } from "./database.js";
import { queueForms } from "./forms.js";
import { isStandIn, person, recognise } from "./person.js";
import { readKnown, waitingEntries } from "./queue.js";
import { isReachable } from "./server.js";
import { keepInSync, syncAll } from "./syncing.js";

const LOOKS_AGAIN = 15_000; // milliseconds
const TODAY = ["/", "/offline", "/episodes/now"];
let drawn = -1; // how many entries the Today of this device shows; none is shown below zero

// Without a network: Today as it was, with what waits; else what can be logged without it.
async function standIn() {
  const known = await readKnown();
  recognise(known);
  if (known && known.theme !== "system") document.documentElement.dataset.theme = known.theme;
  const entries = known ? await waitingEntries(person.account) : [];
  if (known && TODAY.includes(location.pathname) && await drawToday(entries)) {
    drawn = entries.length;
    showMessage(say("offline"));
    return;
  }
  const { buildStandIn } = await import("./stand_in.js");
  buildStandIn(known);
}

// Today of this device follows what is taken out of it.
function onWaiting({ detail: entries }) {
  if (drawn > entries.length) drawToday(entries).catch(passOver);
  if (drawn >= 0) drawn = entries.length;
}

// Once the journal answers again, its own page takes the place of the one that stands in for it,
// unless somebody types there, or looks at what waits.
async function comeBack() {
  await syncAll();
  if (!await isReachable(person.account)) return;
  const isUsed = document.querySelector("main textarea")?.value
    || document.querySelector("#waiting details").open;
  if (!isUsed) location.reload();
}

function comeBackSoon() {
  const look = () => comeBack().catch(passOver);
  addEventListener("online", look);
  setInterval(look, LOOKS_AGAIN);
}

async function onSynced({ detail: count }) {
  if (isStandIn) return comeBack();
  if (!await refreshToday()) showMessage(say("entries_synced", { count }));
}

// The page that tells how Today is now: this one, or where it tells of a change made here and is
// another, Today itself, so that what is kept of it is not older than what this person saw.
async function changedToday() {
  if (document.querySelector("#known") || !document.querySelector("#toast .message")) return document;
  const answer = await fetch("/");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  await remember(page);
  return page;
}

async function begin() {
  if (isStandIn) {
    await standIn();
    comeBackSoon();
  } else if (person.account) {
    await welcome();
    await rememberToday(await changedToday());
  } else if (document.querySelector('form[action$="/account/sign-in"]')) {
    await seeOff();
  }
  await syncAll();
}

// With background sync comes a module; browsers without module workers take the same without it.
async function registerWorker() {
  const container = navigator.serviceWorker;
  if (!container) return;
  try {
    await container.register("/sw.js", { type: "module", updateViaCache: "none" });
  } catch {
    await container.register("/sw.js?classic", { updateViaCache: "none" }).catch(() => {});
  }
}

whenBlocked(() => showMessage(say("close_other_tabs")));
answerInPlace();
queueForms();
guardLeaving();
keepInSync();
document.addEventListener("waiting", onWaiting);
document.addEventListener("synced", (event) => onSynced(event).catch(passOver));
begin().catch(passOver);
registerWorker();
