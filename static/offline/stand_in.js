// The page that stands in without a network, where Today of this day is not kept: what can be logged
// with the little that this device knows.

import { el } from "../dom.js";
import { newKey } from "../keys.js";
import { addressOf } from "../root.js";
import { markWaiting, press } from "../today/controls.js";
import { makeTile } from "../today/doses.js";
import { averageOfToday } from "../today/drawn.js";
import { askBeforeNext } from "../today/not_before.js";
import { tellReliefs } from "../today/relief_before.js";
import {
  makeForm, makeLevels, makeRunning, makeStart, makeStarted,
} from "../today/spasm.js";
import { waitingControl } from "../today/waiting_control.js";
import { say } from "../words.js";
import { passOver } from "./database.js";
import { knownWith } from "./plan_entries.js";
import { buildNote } from "./note_form.js";
import { runningSpasms } from "./titles.js";

const place = document.querySelector("#stand-in");

function makeSection(headingKey, ...children) {
  return el("section", {}, el("h2", { textContent: say(headingKey) }), ...children);
}

// What can be logged as done: what is asked today, less on the days of a flare plan.
function drawExercises(section, { exercises }) {
  section.querySelector(".taps").replaceChildren(...exercises.map(makeTile));
}

function makePain(kind, ...more) {
  return makeForm("/pain/new", { kind }, ...more, makeLevels(),
    el("p", { className: "ends" }, el("span", { textContent: say("pain_least") }),
      el("span", { textContent: say("pain_most") })));
}

function makeNote() {
  const field = el("textarea", { name: "note", rows: 2 });
  return el("label", { className: "own" }, say("note_then_level"), field);
}

// What the kept Today offers; else all methods, where a medicine has no rule that could be passed over.
function makeReliefs(offers) {
  if (offers.length) return offers.map((offer) => document.importNode(offer, true));
  const methods = JSON.parse(document.querySelector("#relief-methods").textContent);
  return methods.map((method) => makeForm("/relief/new", { method },
    el("button", { className: "chip", textContent: say(`relief_${method}`) })));
}

const isOver = (id, entries) => entries.some(({ path }) => (
  path === `/episodes/${id}/end` || path === `/episodes/${id}/delete`
));

// Show the spasm that runs, or the way to start one. Of one that was started since
// `drawnKeys` waited it is asked at once how it is, as with a network.
function drawSpasm(section, facts, entries, drawnKeys) {
  const { running } = facts;
  const isOn = running && !isOver(running.id, entries);
  if (isOn) return section.replaceChildren(makeRunning(running.id, running.since, facts));
  const started = runningSpasms(entries).at(-1);
  section.replaceChildren(started ? makeStarted(started, facts) : makeStart(facts.ago));
  if (started && drawnKeys?.includes(started.key) === false) section.querySelector("#spasm-sheet").showPopover();
}

function addRetry() {
  const retry = () => location.reload();
  place.append(el("button", { type: "button", textContent: say("try_again"), onclick: retry }));
}

// Another day than today is asked for: nothing that is logged here would be of that day.
export function buildOtherDay() {
  addRetry();
  const today = el("a", { className: "button main", href: addressOf("/"), textContent: say("to_today") });
  place.append(el("p", { textContent: say("day_needs_network") }), el("p", {}, today));
}

// Of all that the form of this day asks, the note: Today has the rest.
export function buildNoteForm(path, note, entries) {
  addRetry();
  document.querySelector("#stand-in-lead").prepend(`${say("stand_in_lead")} `);
  buildNote(place, path, note, entries);
}

// The state of a tile as the kept Today shows it; one that turns from side to side is two here.
function takeTile(tile, { className, dataset, form, children }) {
  tile.className = className;
  Object.assign(tile.dataset, dataset);
  const words = [...children].find((part) => part.matches(".soft"));
  if (!form.dataset.half) tile.querySelector(".soft").textContent = words.textContent;
}

// What the kept Today shows as done, and what was logged here since, is shown as done.
function markDone(section, tiles, entries) {
  for (const tile of section.querySelectorAll(".tap")) {
    if (tiles.has(tile.id)) takeTile(tile, tiles.get(tile.id));
  }
  showWaiting(section, entries);
}

function showWaiting(section, entries) {
  for (const entry of entries) {
    const button = waitingControl(section, entry);
    press(button, entry);
    markWaiting(button);
    askBeforeNext(section, entry);
  }
}

function drawReliefs(section, offers, entries) {
  const reliefs = section.querySelector(".reliefs");
  reliefs.replaceChildren(...makeReliefs(offers));
  for (const key of reliefs.querySelectorAll("[name=client_key]")) key.value = newKey();
  for (const entry of entries) tellReliefs(section, entry);
  showWaiting(section, entries);
}

// The average of the day, as Today shows it.
async function markAverage(section, entries) {
  const level = await averageOfToday(entries);
  for (const button of section.querySelectorAll(".levels button")) button.ariaPressed = String(button.value === level);
}

// `facts` is what this device keeps of whoever uses it, undefined for nobody or where Today was not
// opened yet; `waiting` of their entries wait. `tiles`: those that the kept Today shows as done,
// by their ids; `offers`: what it offers for relief.
export function buildStandIn(facts, waiting, tiles, offers) {
  addRetry();
  if (!facts) {
    if (waiting) place.append(el("p", { textContent: say("entries_wait", { count: waiting }) }));
    place.append(el("p", { textContent: say("nobody_known") }));
    return;
  }
  document.querySelector("#stand-in-lead").prepend(`${say("stand_in_lead")} `);
  const spasm = el("section", { className: "spasm" });
  const exercises = makeSection("exercise", el("div", { className: "taps" }));
  const reliefs = makeSection("relief", el("div", { className: "row quiet reliefs" }));
  const average = makeSection("pain_average", makePain("day_average"));
  place.append(
    spasm,
    exercises,
    average,
    makeSection("pain_now", makePain("now", makeNote())),
    reliefs,
  );
  let drawnKeys;
  document.addEventListener("waiting", ({ detail }) => {
    const keys = detail.map(({ key }) => key).join();
    if (keys === drawnKeys) return; // what is open stays open
    const now = knownWith(facts, detail);
    drawSpasm(spasm, now, detail, drawnKeys);
    drawnKeys = keys;
    drawExercises(exercises, now);
    markDone(exercises, tiles, detail);
    drawReliefs(reliefs, offers, detail);
    markAverage(average, detail).catch(passOver);
  });
}
