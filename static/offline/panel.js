// The list of what waits, on every page; it is loaded once something does.

import { el } from "../dom.js";
import { makeEnd } from "../today/spasm.js";
import { say } from "../words.js";
import { passOver } from "./database.js";
import { canOpen, detailText, problemText, summaryText, titleText } from "./entry_words.js";
import { leave, openEntry, retry, takeOut } from "./looking_again.js";
import { runningSpasms, withoutFormerAnswers } from "./titles.js";

const panel = document.querySelector("#waiting");

function makeButton(key, act) {
  const onclick = () => act();
  return el("button", { type: "button", className: "plain", textContent: say(key), onclick });
}

function makeDescription(entry) {
  const { note } = Object.fromEntries(entry.fields);
  const what = el("div", { className: "what" }, el("p", {},
    el("strong", { textContent: titleText(entry) }), " ",
    el("span", { className: "soft", textContent: detailText(entry) })));
  if (note) what.append(el("p", { className: "note", textContent: note }));
  if (entry.problem) {
    what.append(el("p", { className: "problem", textContent: problemText(entry.problem) }));
  }
  return what;
}

function makeItem(entry, isRunning) {
  const does = el("div", { className: "does" });
  const { problem } = entry;
  if (isRunning) does.append(makeEnd(entry.key, { className: "plain" }));
  if (problem?.failed) does.append(makeButton("try_again", () => retry(entry)));
  else if (problem && canOpen(problem)) {
    does.append(makeButton("open", () => openEntry(entry)));
  }
  does.append(makeButton("remove", () => takeOut(entry)));
  return el("li", { className: "entry-line" }, makeDescription(entry), does);
}

export function drawPanel(entries, isSignedOut) {
  const running = runningSpasms(entries);
  const lines = withoutFormerAnswers(entries);
  const items = lines.map((entry) => makeItem(entry, running.includes(entry)));
  panel.hidden = entries.length === 0;
  panel.querySelector("summary").textContent = summaryText(lines, isSignedOut);
  panel.querySelector("ul").replaceChildren(...items);
  panel.querySelector("a").hidden = !isSignedOut;
}

// Whoever leaves what is saved as it is has looked again at what waited.
async function onLeave(event) {
  const link = event.target.closest("[data-leave]");
  const order = Number(document.querySelector("[name=waiting]")?.value);
  if (!link || !order) return;
  event.preventDefault();
  await leave(order).catch(passOver);
  location.assign(link.href);
}

document.addEventListener("click", onLeave);
