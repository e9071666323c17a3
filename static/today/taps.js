// Taps on Today and in a running spasm are answered in place: the control shows its result at once,
// the changed parts follow in one round trip, and without a network the same is kept on the device.

import { parsePage, showMessage } from "../dom.js";
import { remember } from "../offline/accounts.js";
import { passOver } from "../offline/database.js";
import { isSomebody, isStandIn, person } from "../offline/person.js";
import { waitingEntries } from "../offline/queue.js";
import { readEntry, save } from "../offline/saving.js";
import { sendPlainly, syncAll } from "../offline/syncing.js";
import { newKey } from "../keys.js";
import { ROOT, addressOf, pathOf } from "../root.js";
import { say } from "../words.js";
import { findButton, markWaiting, press, release, takeBack } from "./controls.js";
import { copyOfToday, offeredBeginnings, rememberToday } from "./memory.js";
import { letMessagesGo, swapPage, swapParts, takeMessages } from "./parts.js";

const PLACES = "#today, main.spasm-view";
const ONCE = /^\/episodes\/(start|[^/]+\/end)$/; // what a second tap, however late, never means
const pending = new Map(); // entries on their way, by key
const underWay = new Map(); // entries until the page shows them, by key
const LONGEST_PRESS = 2_000; // milliseconds

let timer;
let hasTapped = false; // on this page
let lifted; // a promise
let lift;

const place = () => document.querySelector(PLACES);

function isInPlace(form) {
  if (!isSomebody() || !form.matches("[data-queue]") || !place()) return false;
  return place().contains(form) || form.closest("#toast") !== null;
}

// What is on its way is shown again where an answer to an earlier tap took its place.
function pressPending() {
  for (const entry of pending.values()) press(findButton(document, entry), entry);
}

// `isUndo`: an undo of this page led there, so that it may be what ended a spasm.
async function fetchPlace(address, anchor, isUndo) {
  const answer = await fetch(address);
  const page = parsePage(await answer.text());
  await lifted;
  const [wasInSpasm, earlier] = [isInSpasm(), messages()];
  if (!answer.ok || !swapPage(page, place(), anchor)) return location.assign(address);
  if (wasInSpasm && !isInSpasm() && !isUndo) tellEnded(earlier);
}

const isInSpasm = () => document.querySelector("main.spasm-view") !== null;
const messages = () => [...document.querySelectorAll("#toast .message")];

// The spasm that this page showed is on no more, though nobody ended it here: what was said of
// earlier taps gives way to that.
function tellEnded(earlier) {
  const fresh = messages().filter((message) => !earlier.includes(message));
  showMessage(say("spasm_ended_elsewhere"));
  document.querySelector("#toast").prepend(...fresh);
}

async function afterChange() {
  const today = copyOfToday(); // without what is on its way, which may never arrive
  pressPending();
  refreshWhenDue();
  await remember();
  await rememberToday(today);
}

// Show what the journal answered: parts, another page, or nothing, where another tab sent the entry.
async function showAnswer({ key, path }, answer, back, anchor) {
  const target = new URL(answer?.location ?? back, location.href);
  await lifted;
  if (answer?.parts) swapParts(answer.parts, anchor);
  else if (target.pathname !== location.pathname && !isStandIn) return location.assign(target);
  else await fetchPlace(target, anchor, path.startsWith("/changes/"));
  underWay.delete(key);
  await afterChange();
}

// Today as the journal had it when it was asked for; anew where something was tapped since, or waits.
// What it tells is told nowhere else.
export async function showToday(page) {
  const waiting = await waitingEntries(person.account);
  if (waiting.length) await syncAll();
  await lifted;
  if (waiting.length || hasTapped) {
    takeMessages(page);
    return refreshToday();
  }
  swapPage(page, place());
  await afterChange();
}

// Today as the journal has it now: after waiting entries were sent.
export async function refreshToday() {
  if (!place() || isStandIn) return false;
  await fetchPlace(location.href);
  await afterChange();
  return true;
}

// A spasm that starts or ends leads to Today, which shows it from what waits.
async function showWaiting(entry, button, repeated) {
  if (entry.path.startsWith("/episodes/") && !document.querySelector("#today")) {
    return location.assign(ROOT);
  }
  const { applyTap } = await import("./replay.js");
  const { tellWaiting } = await import("../offline/undo.js");
  markWaiting(button);
  pending.delete(entry.key); // not before: what is shown of an earlier tap would take its place
  applyTap(entry, offeredBeginnings());
  pressPending();
  tellWaiting(entry, repeated);
}

// The journal's own page says what is wrong, under the same key.
function sendAsItIs(entry, token) {
  sendPlainly(addressOf(entry.path), [
    ...entry.fields, ["client_key", entry.key], ["csrf_token", token ?? ""],
  ]);
}

// What was not saved can be tapped again.
function giveBack({ key }, button) {
  underWay.delete(key);
  takeBack(button);
}

// The way back may lead to a page as it was left: it may be old, or busy.
function onShow({ persisted }) {
  if (persisted && place()) location.reload();
}

// Show the tap on its control, and on the one whose question it answers. Answers what is to be said
// where the same was logged before today: how often it is done by now, or when it was used last.
function pressAll(form, submitter, entry) {
  const control = submitter?.closest("[popover]") ? findButton(document, entry) : submitter;
  const { done: before, usedAt } = control?.dataset ?? {};
  press(submitter, entry);
  press(control, entry);
  if (form.elements.applied_at || form.elements.completed_at) return {}; // of another day
  const count = Number(control?.dataset.done);
  return { count: count > Number(before) ? count : 0, usedAt };
}

async function tap(form, submitter) {
  const entry = readEntry(form, submitter);
  const token = form.elements.csrf_token?.value;
  const back = form.elements.next?.value || location.href;
  if (form.elements.client_key) form.elements.client_key.value = newKey();
  pending.set(entry.key, entry);
  hasTapped = true;
  letMessagesGo();
  underWay.set(entry.key, entry);
  const repeated = pressAll(form, submitter, entry);
  const { outcome, answer } = await save(entry, token, true);
  if (outcome !== "waiting") pending.delete(entry.key);
  if (outcome === "saved") release(submitter); // the page that it leads to may still take its time
  try {
    if (outcome === "waiting") await showWaiting(entry, submitter, repeated);
    if (outcome === "saved") await showAnswer(entry, answer, back, submitter?.id);
  } catch {
    showMessage(say(outcome === "saved" ? "saved_page_is_old" : "saved_on_device"));
  }
  pending.delete(entry.key);
  if (outcome !== "saved") giveBack(entry, submitter);
  if (outcome === "refused") sendAsItIs(entry, token);
  if (outcome === "failed") showMessage(say("problem_failed"));
}

// Whether a form would do again what is on its way, or answer a question that has its answer.
function isUnderWay(form) {
  const [path, question] = [pathOf(form.action), form.closest(".ask, .cold")];
  return [...underWay.values()].some((entry) => (
    question ? findButton(question, entry) : ONCE.test(path) && entry.path === path
  ));
}

function onSubmit(event) {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || !isInPlace(form)) return;
  event.preventDefault();
  event.stopPropagation();
  if (!isUnderWay(form)) tap(form, submitter);
}

// Where a question falls due by itself, Today is asked for it then.
function refreshWhenDue() {
  const due = document.querySelector("[data-refresh-in]");
  clearTimeout(timer);
  if (due) timer = setTimeout(() => refreshToday().catch(passOver), due.dataset.refreshIn * 1_000);
}

function onPress() {
  if (lift) return;
  lifted = new Promise((resolve) => {
    lift = resolve;
    setTimeout(resolve, LONGEST_PRESS);
  });
}

function onLift() {
  if (lift) setTimeout(lift); // the click comes first
  lift = null;
}

// A control that is replaced while it is pressed is never clicked.
function watchFinger() {
  document.addEventListener("pointerdown", onPress, true);
  document.addEventListener("pointerup", onLift, true);
  document.addEventListener("pointercancel", onLift, true);
}

export function answerInPlace() {
  watchFinger();
  document.addEventListener("submit", onSubmit, true);
  addEventListener("pageshow", onShow);
  refreshWhenDue();
}
