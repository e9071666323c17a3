// What is said of an entry that waits on this device, with its undo: it is taken out before it is sent;
// and of what has arrived.

import { dayIn } from "../clock_text.js";
import { el, parsePage, showMessage } from "../dom.js";
import { takeMessages } from "../today/parts.js";
import { say } from "../words.js";
import { passOver } from "./database.js";
import { undoneText, waitingText } from "./entry_words.js";
import { person } from "./person.js";
import { waitingEntries } from "./queue.js";
import { answerOf, dayKindOf, dayText } from "./titles.js";

let toast; // the message of the last one

async function undo({ account, key }) {
  const entry = (await waitingEntries(account)).find((each) => each.key === key);
  if (!entry) return showMessage(say("synced_already"));
  const { takeOut } = await import("./looking_again.js");
  await takeOut(entry);
  showMessage(entry.tried ? say("may_have_synced") : undoneText(entry, await replacedBy(entry)));
}

// What an entry took the place of, and is as it was before: another level of the day, or answer to
// a question about it.
async function replacedBy(entry) {
  if (!dayKindOf(entry) && !answerOf(entry)) return undefined;
  const { levelWithout } = await import("../today/drawn.js");
  const level = await levelWithout(entry, await waitingEntries(entry.account));
  return level && { ...entry, fields: entry.fields.map((field) => (field[0] === level[0] ? level : field)) };
}

// What is said of an entry. Where Today is still that of a day that is over, the day it is of too.
function textOf(entry, repeated) {
  const text = waitingText(entry, repeated);
  const pageDay = document.querySelector("#today:has(#known) #today-pain [name=day]")?.value;
  const { day = dayIn(person.zone, entry.at) } = Object.fromEntries(entry.fields);
  if (!pageDay || day === pageDay || entry.path.startsWith("/days/")) return text;
  return say("told_of_day", { what: text, day: dayText(entry.at, person.zone) });
}

export function tellWaiting(entry, repeated) {
  const onclick = () => undo(entry).catch(passOver);
  toast = showMessage(textOf(entry, repeated),
    el("button", { type: "button", className: "plain", textContent: say("undo"), onclick }));
}

// What the journal tells of one entry, with its undo; of several how many they are.
export async function tellSynced(count) {
  const page = count === 1 ? parsePage(await (await fetch(location.href)).text()) : null;
  if (page?.querySelector("#toast .message")) takeMessages(page);
  else showMessage(say("entries_synced", { count }));
}

// Neither its undo nor how often something was done is true once any of what waits was taken out.
document.addEventListener("taken-out", () => toast?.remove());
