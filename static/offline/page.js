// The queue on every page: forms go through it, and what waits is shown and sent.

import { parsePage, showMessage } from "../dom.js";
import { ROOT, addressOf } from "../root.js";
import { copyOfToday, rememberOther, rememberToday } from "../today/memory.js";
import { answerInPlace, refreshToday } from "../today/taps.js";
import { areKnown, say } from "../words.js";
import { guardLeaving, remember, seeOff, welcome } from "./accounts.js";
import { passOver, whenBlocked } from "./database.js";
import { queueForms } from "./forms.js";
import { isStandIn, person } from "./person.js";
import { waitingEntries } from "./queue.js";
import { isSignedOut, keepInSync, syncAll } from "./syncing.js";

async function onSynced({ detail: count }) {
  if (isStandIn || await refreshToday() || !count) return;
  const { tellSynced } = await import("./undo.js");
  await tellSynced(count);
}

async function onWaiting({ detail: entries }) {
  if (!entries.length && document.querySelector("#waiting").hidden) return;
  const { drawPanel } = await import("./panel.js");
  drawPanel(entries, isSignedOut());
}

// What the page shows of an entry goes with it: Today is drawn anew from what this device keeps.
async function onTakenOut({ detail: { key } }) {
  const isShown = document.querySelector(`[data-entry="${key}"]`) !== null;
  const isOtherDay = isShown && !document.querySelector("#known");
  if (isOtherDay || document.querySelector(".spasm-view")) location.reload();
  else if (isShown && !isStandIn) {
    const { drawToday } = await import("../today/drawn.js");
    await drawToday(await waitingEntries(person.account));
  }
}

// The page that tells how Today is now: this one, or where it tells of a change made here and is
// another, Today itself, so that what is kept of it is not older than what this person saw.
async function changedToday() {
  if (document.querySelector("#known") || !document.querySelector("#toast .message")) return document;
  const answer = await fetch(ROOT);
  const page = parsePage(await answer.text());
  await remember(page);
  return page;
}

async function begin() {
  if (isStandIn) {
    const { standIn } = await import("./standing_in.js");
    await standIn();
  } else if (person.account) {
    await welcome();
    await rememberOther();
    await rememberToday(copyOfToday(await changedToday()));
  } else if (document.querySelector('form[action$="/account/sign-in"]')) {
    await seeOff();
  }
  await syncAll();
  await loadRest();
}

// What is needed only once something waits comes last, while there is a network to load it from.
async function loadRest() {
  await Promise.all([import("./panel.js"), import("../today/focus.js"), import("./undo.js"),
    import("../today/drawn.js"), import("../today/returning.js"), import("../today/saved_once.js")]);
}

// With background sync comes a module; browsers without module workers take the same without it.
async function registerWorker() {
  const container = navigator.serviceWorker;
  if (!container) return;
  try {
    await container.register(addressOf("/sw.js"), { type: "module", updateViaCache: "none" });
  } catch {
    await container.register(addressOf("/sw.js?classic"), { updateViaCache: "none" }).catch(() => {});
  }
}

whenBlocked(() => showMessage(say("close_other_tabs")));
if (areKnown()) { // without words forms go the plain way
  answerInPlace();
  queueForms();
}
guardLeaving();
keepInSync();
document.addEventListener("waiting", (event) => onWaiting(event).catch(passOver));
document.addEventListener("taken-out", (event) => onTakenOut(event).catch(passOver));
document.addEventListener("synced", (event) => onSynced(event).catch(passOver));
begin().catch(passOver);
registerWorker();
