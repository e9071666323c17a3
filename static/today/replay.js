// What waits on this device, applied to Today: so Today shows what was logged without a network.

import { el } from "../dom.js";
import { detailText, timeText, titleText } from "../offline/entry_words.js";
import { isBegin, isPlanEntry } from "../offline/plan_entries.js";
import { answerOf, dayKindOf } from "../offline/titles.js";
import { say } from "../words.js";
import { markWaiting, press } from "./controls.js";
import { forgetLevel, isDelete, lineDeleted } from "./deleted.js";
import { showDoses } from "./doses.js";
import { askBeforeNext } from "./not_before.js";
import { isEnd, tellReliefs } from "./relief_before.js";
import { showRest } from "./rest.js";
import { makeStart, makeStarted, openInPlace } from "./spasm.js";
import { waitingControl, withDay } from "./waiting_control.js";

// What Today, as this device keeps it, leads to with a network alone is opened on it.
export const openSpasm = (root) => openInPlace(root, knownTo(root));

function knownTo(root) {
  const script = root.querySelector("#known");
  return script ? JSON.parse(script.textContent) : {};
}

// The strip of a spasm, or the way to start one, keeps the sign of what was there.
function replaceSpasm(root, part) {
  const section = root.querySelector("#today-spasm");
  const icon = section?.querySelector("svg");
  section?.replaceChildren(part);
  if (icon) section.querySelector(".since, .big").prepend(icon);
}

const showStarted = (root, entry) => replaceSpasm(root, makeStarted(entry, knownTo(root)));

// A flare plan begins or ends: from then on its part of each dose is asked, or all of it.
function showPlan(root, isBegun) {
  const { plan, whole } = knownTo(root);
  if (isBegun && plan) showDoses(root, plan.doses, plan.begun);
  if (!isBegun && whole) showDoses(root, whole);
}

function showEnded(root, ago) {
  replaceSpasm(root, makeStart(ago));
  root.querySelector(".flare-plan")?.remove();
}

// The level of a day in the strip of the week.
function showInWeek(root, { path, fields: pairs }) {
  const { kind, day, level } = Object.fromEntries(pairs);
  if (path !== "/pain/new" || kind !== "day_average") return;
  const place = root.querySelector(`[id="day-${day}"] .level`);
  if (!place) return;
  place.className = `level p${level}`;
  place.replaceChildren(
    el("span", { className: "hidden", textContent: say("entry_pain", { level }) }),
    el("span", { ariaHidden: "true", textContent: level }),
  );
}

// In a spasm the control of a relief that was used shows when.
function tellUse(button, entry) {
  const again = button?.querySelector(".again");
  if (again) again.textContent = say("time_again", { time: timeText(entry) });
}

// What was shown of a running spasm or of the level of the day goes with its line.
function forgetDeleted(root, { dataset }, ago) {
  if (dataset.of === "day_average") forgetLevel(root);
  if (dataset.of === "spasm") showEnded(root, ago);
}

// The line of a level of the day, or of an answer about it, which another of its kind replaces; of
// the spasm that goes on, which its end replaces; of what is deleted, which says so in its place.
function lineOfDay(root, section, entry) {
  if (isDelete(entry)) return { old: lineDeleted(section, entry) };
  if (isEnd(entry)) return { old: section.querySelector("[data-of=spasm]") };
  const answer = answerOf(entry);
  if (answer) {
    const lines = [...section.querySelectorAll("[data-of]")];
    return { kind: answer.subject, old: lines.find(({ dataset }) => dataset.of === answer.subject) };
  }
  const kind = dayKindOf(entry);
  const [day, input] = [new Map(entry.fields).get("day"), root.querySelector("#today-pain [name=day]")];
  return kind && (!day || day === input?.value) ? { kind, old: section.querySelector(`[data-of=${kind}]`) } : {};
}

// In the order of kinds that Today says it lists; whatever else waits comes last.
function insertInOrder(list, line, kinds) {
  const placeOf = (kind) => (kinds.includes(kind) ? kinds.indexOf(kind) : kinds.length);
  const after = [...list.children].find(({ dataset }) => placeOf(dataset.kind) > placeOf(line.dataset.kind));
  list.insertBefore(line, after ?? null);
}

// Whether an entry only takes back what was never sent: then nothing is left to be listed.
const isTakenBackHere = (section, entry) => Boolean(answerOf(entry)?.isTakenBack)
  && !section.querySelector('[data-kind="days"]:not([data-entry])');

// One line in the list of what was logged, with its clock.
function addLine(root, entry) {
  const section = root.querySelector("#today-logged");
  if (!section || section.querySelector(`[data-entry="${entry.key}"]`)) return;
  const { kind, old } = lineOfDay(root, section, entry);
  if (isTakenBackHere(section, entry)) return old?.remove();
  section.querySelector(".empty")?.remove();
  let list = section.querySelector("ul.entries");
  if (!list) {
    list = el("ul", { className: "entries" });
    section.querySelector("h2")?.after(list);
  }
  const line = el("li", { className: "entry-line waiting" }, el("div", { className: "what" }, el("p", {},
    el("strong", { textContent: titleText(entry) }), " ",
    el("span", { className: "soft", textContent: isDelete(entry) ? "" : detailText(entry) }))));
  line.dataset.entry = entry.key;
  [, line.dataset.kind] = entry.path.split("/");
  if (kind) line.dataset.of = kind;
  if (old) old.replaceWith(line);
  else insertInOrder(list, line, (section.dataset.kinds ?? "").split(" "));
}

// A question that was answered takes no second answer; what was tapped is undone where that is told.
function closeQuestion(button) {
  const sheet = button?.closest("#spasm-sheet:popover-open");
  if (sheet) sheet.hidePopover();
  if (button?.dataset.tap !== "chip") return; // a level can be corrected
  for (const answer of button.closest(".ask")?.querySelectorAll("[data-queue] button") ?? []) answer.disabled = true;
}

// Show one waiting entry on Today. `ago` are the minutes that a start of a spasm offers.
export function applyEntry(root, entry, ago = []) {
  const deleted = isDelete(entry) && lineDeleted(root, entry);
  if (deleted) forgetDeleted(root, deleted, ago);
  const button = waitingControl(root, entry);
  press(button, entry);
  markWaiting(button);
  closeQuestion(button);
  tellUse(button, entry);
  askBeforeNext(root, entry);
  if (entry.path === "/episodes/start") showStarted(root, entry);
  else if (isEnd(entry)) showEnded(root, ago);
  else if (isPlanEntry(entry)) showPlan(root, isBegin(entry));
  tellReliefs(root, entry);
  showInWeek(root, withDay(entry));
  addLine(root, entry);
  showRest(root, entry);
}

// What was just tapped shows, and a spasm that began asks at once how it is, as with a network.
export function applyTap(entry, ago) {
  applyEntry(document, entry, ago);
  if (entry.path === "/episodes/start") document.querySelector("#spasm-sheet")?.showPopover();
}
