// The pages that this device keeps, drawn in the place of the journal's own.

import { parsePage } from "../dom.js";
import { newKey } from "../keys.js";
import { person } from "../offline/person.js";
import { readPage } from "../offline/queue.js";
import { dayKindOf, timeThere, withoutFormerAnswers } from "../offline/titles.js";
import { findButton } from "./controls.js";
import { showDeleted } from "./deleted.js";
import { showElsewhere, zoneElsewhere } from "./elsewhere.js";
import { SCRIPTS, dayOf } from "./memory.js";
import { showRules } from "./not_before.js";
import { applyEntry, openSpasm } from "./replay.js";
import { withDay } from "./waiting_control.js";

const parse = (html) => parsePage(html).body.firstElementChild;

// `change` may change what is shown.
function draw(page, change) {
  const main = document.adoptNode(parse(page.main));
  for (const key of main.querySelectorAll("input[name=client_key]")) key.value = newKey();
  change(main);
  document.querySelector("main").replaceWith(main);
  if (page.bar && !document.querySelector("nav.bar")) main.before(document.adoptNode(parse(page.bar)));
}

const isOurs = (page) => page?.account === person.account && page.scripts === SCRIPTS;
const isOfToday = (page) => page.day === dayOf(Date.now());

const applyAll = (main, entries, ago) => {
  openSpasm(main);
  showRules(main);
  showElsewhere(main);
  for (const entry of withoutFormerAnswers(entries)) applyEntry(main, entry, ago);
};

// Show the Today that is kept, with what waits; answers false where none of this day is kept.
export async function drawToday(entries) {
  const page = await readPage("today");
  if (!isOurs(page) || !isOfToday(page)) return false;
  draw(page, (main) => applyAll(main, entries, page.ago));
  return true;
}

// The Today that is kept, with what waits; nothing where none of this day is kept.
async function todayWith(entries) {
  const page = await readPage("today");
  if (!isOurs(page) || !isOfToday(page)) return undefined;
  const main = parse(page.main);
  applyAll(main, entries, page.ago);
  return main;
}

const isAverageOfToday = (entry) => dayKindOf(entry) === "day_average"
  && new Map(withDay(entry).fields).get("day") === dayOf(Date.now());

// The average of the day, as text, by the kept Today and what waits; nothing where it has none.
export async function averageOfToday(entries) {
  const main = await todayWith(entries);
  if (main) return main.querySelector("#today-pain [aria-pressed=true]")?.value;
  return new Map(entries.findLast(isAverageOfToday)?.fields).get("level");
}

// The level that counts again once one that replaced it was taken out, as [name, value]; nothing
// where there is none. `entries`: what waits without it.
export async function levelWithout(entry, entries) {
  const main = await todayWith(entries);
  const button = main && findButton(main, entry)?.closest(".levels")?.querySelector("[aria-pressed=true]");
  return button && [button.name, button.value];
}

// The tiles that the kept Today shows as done, by their ids.
export async function doneTiles() {
  const page = await readPage("today");
  const tiles = isOurs(page) && isOfToday(page) ? parse(page.main).querySelectorAll(".tap:is(.done, .part)") : [];
  return new Map([...tiles].map((tile) => [tile.id, tile]));
}

// An offer for relief without what was said of the day before.
function forgetUses(button) {
  button.classList.remove("used");
  delete button.dataset.uses;
  for (const part of button.querySelectorAll(".uses, .hidden")) part.remove();
}

// What the kept Today offers for relief, with what it asks before that; nothing where none is kept.
export async function keptReliefs() {
  const page = await readPage("today");
  if (!isOurs(page)) return [];
  const main = parse(page.main);
  showRules(main);
  if (!isOfToday(page)) {
    for (const button of main.querySelectorAll(".slide > form > [data-uses]")) forgetUses(button);
  }
  return [...main.querySelectorAll("#relief-title + .slide > :not(a)")];
}

// The note of the day as the kept Today has it; nothing where none of this day is kept.
export async function keptNote() {
  const page = await readPage("today");
  return isOurs(page) && isOfToday(page) ? parse(page.main).querySelector("[data-note]")?.dataset.note : undefined;
}

// The menu, which the page without a network does not have of its own.
export async function drawBar() {
  const page = await readPage("today");
  if (!isOurs(page) || !page.bar || document.querySelector("nav.bar")) return;
  const bar = document.adoptNode(parse(page.bar));
  bar.querySelector("[aria-current]")?.removeAttribute("aria-current");
  document.querySelector("main").before(bar);
}

// Show another page that is kept, with what waits to be deleted. Answers as of when it is, nothing where
// none is kept. What is said of the day itself is left out on another day.
export async function drawOther(path, entries) {
  const page = await readPage(path);
  if (!isOurs(page)) return "";
  draw(page, (main) => {
    showDeleted(main, entries);
    if (isOfToday(page)) return;
    for (const part of main.querySelectorAll("[data-of-day]")) part.remove();
  });
  return timeThere(page.at, Date.now(), person.zone, [zoneElsewhere()], person.clock);
}
