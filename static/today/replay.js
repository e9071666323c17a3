// What waits on this device, applied to Today: so Today shows what was logged without a network.

import { el } from "../dom.js";
import { timeText, titleText } from "../offline/entry_words.js";
import { findButton, markWaiting, press } from "./controls.js";
import { makeRunning, makeStart } from "./spasm.js";

const MINUTE = 60_000;

function startOf(entry) {
  const ago = Number(new Map(entry.fields).get("ago") ?? 0) || 0;
  return entry.at - ago * MINUTE;
}

function showStarted(root, entry) {
  const started = startOf(entry);
  const running = makeRunning({
    key: entry.key,
    since: timeText({ ...entry, at: started }),
    startedAt: new Date(started).toISOString(),
  });
  root.querySelector("#today-spasm")?.replaceChildren(running);
}

function showEnded(root, ago) {
  root.querySelector("#today-spasm")?.replaceChildren(makeStart(ago));
}

// One line in the list of what was logged, with its clock.
function addLine(root, entry) {
  const section = root.querySelector("#today-logged");
  if (!section || section.querySelector(`[data-entry="${entry.key}"]`)) return;
  section.querySelector(".empty")?.remove();
  let list = section.querySelector("ul.entries");
  if (!list) {
    list = el("ul", { className: "entries" });
    section.querySelector("h2")?.after(list);
  }
  const line = el("li", { className: "entry-line waiting" }, el("p", {},
    el("strong", { textContent: titleText(entry) }), " ",
    el("span", { className: "soft", textContent: timeText(entry) })));
  line.dataset.entry = entry.key;
  list.append(line);
}

// Show one waiting entry on Today. `ago` are the minutes that a start of a spasm offers.
export function applyEntry(root, entry, ago = []) {
  const button = findButton(root, entry);
  press(button);
  markWaiting(button);
  if (entry.path === "/episodes/start") showStarted(root, entry);
  else if (/^\/episodes\/[^/]+\/end$/.test(entry.path)) showEnded(root, ago);
  addLine(root, entry);
}
