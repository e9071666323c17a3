// Somebody comes back to a Today that was open all the time, or looks at it over midnight: it shows how
// things are now, as another device may have logged, and never another day than the one that is.

import { isStandIn, person } from "../offline/person.js";
import { waitingEntries } from "../offline/queue.js";
import { syncAll } from "../offline/syncing.js";
import { tellZone } from "./elsewhere.js";
import { dayOf } from "./memory.js";
import { showRules } from "./not_before.js";
import { refreshToday } from "./taps.js";

const OLD = 30_000; // milliseconds
const LOOKS = 15_000; // milliseconds
let readAt = Date.now();

const TYPED = "input:not([type=hidden]), textarea";
const isTypedIn = (place) => [...place?.querySelectorAll(TYPED) ?? []]
  .some(({ value, defaultValue }) => value !== defaultValue);

async function readAgain() {
  if (document.visibilityState !== "visible" || Date.now() - readAt < OLD || !navigator.onLine) return;
  readAt = Date.now();
  await syncAll();
  const waiting = await waitingEntries(person.account);
  if (!waiting.length && !isTypedIn(document.querySelector("main"))) await refreshToday();
}

const shownDay = () => document.querySelector("#today-pain [name=day]")?.value;
const TODAY = "#today:has(#known), #stand-in:has(.spasm)";

// The day that the page shows as today, and which one it was by the clock of this device, which may be
// another, when it was drawn.
let drawing = { pageDay: shownDay(), day: dayOf(readAt) };

function isOver() {
  const [pageDay, day] = [shownDay(), dayOf(Date.now())];
  if (pageDay !== drawing.pageDay) drawing = { pageDay, day };
  return drawing.day < day && document.querySelector(TODAY) !== null;
}

// Without a network the page that stands in takes the place of Today, where this browser has one.
const isAlone = () => isStandIn || !navigator.onLine;
const hasStandIn = () => Boolean(navigator.serviceWorker?.controller);
const canBegin = () => !isAlone() || hasStandIn();

let beginning = null; // a promise, while the day that has begun is asked for

async function askForDay() {
  if (isAlone()) return location.reload();
  const day = dayOf(Date.now());
  await syncAll();
  await refreshToday();
  drawing.day = day; // the journal's own clock may still show the day before
}

function beginDay() {
  beginning ??= askForDay().finally(() => { beginning = null; });
  return beginning;
}

const stay = () => {}; // without an answer it stays as it is, until the next look

function look() {
  if (document.visibilityState !== "visible") return;
  const isNew = isOver() && canBegin() && !isTypedIn(document.querySelector("main"));
  if (isNew) beginDay().catch(stay);
  else showRules(document);
}

// Whether a form says of which day it is, or is about a spasm, which begins and ends when that is tapped.
const saysWhen = ({ action, elements }) => elements.day || /\/(days|episodes)\//.test(action);

// Without an answer, and with no page that stands in, what was tapped is logged after all: it is said
// of which day it is.
let freeForm = null; // a form that is not held back

function logAnyway(form, submitter) {
  freeForm = form;
  form.requestSubmit(submitter);
  freeForm = null;
}

// A tap on a day that is over goes to no other: the day that has begun is shown first.
function onSubmit(event) {
  const { target: form, submitter } = event;
  if (form === freeForm || !form.closest("#today, #stand-in") || saysWhen(form) || isTypedIn(form)) return;
  if (!isOver() || !canBegin()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  beginDay().catch(() => (hasStandIn() ? location.reload() : logAnyway(form, submitter)));
}

// Where the clocks of this device show another time by now, or the same again, Today says its times so.
function lookAtZone() {
  if (tellZone() && !isTypedIn(document.querySelector("main"))) refreshToday().catch(stay);
}

document.addEventListener("visibilitychange", () => {
  look();
  lookAtZone();
  readAgain().catch(stay);
});
addEventListener("pageshow", look);
addEventListener("submit", onSubmit, true);
setInterval(look, LOOKS);
lookAtZone();
