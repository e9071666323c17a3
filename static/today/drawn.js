// The Today that this device keeps, drawn in the place of the journal's own.

import { newKey } from "../keys.js";
import { person } from "../offline/person.js";
import { readToday } from "../offline/queue.js";
import { withoutFormerAnswers } from "../offline/titles.js";
import { dayOf } from "./memory.js";
import { applyEntry } from "./replay.js";

function parse(html) {
  return new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
}

// Show the Today that is kept, with what waits; answers false where none of this day is kept.
export async function drawToday(entries) {
  const kept = await readToday();
  if (kept?.account !== person.account || kept.day !== dayOf(Date.now())) return false;
  const main = document.adoptNode(parse(kept.main));
  for (const key of main.querySelectorAll("input[name=client_key]")) key.value = newKey();
  for (const entry of withoutFormerAnswers(entries)) applyEntry(main, entry, kept.ago);
  document.querySelector("main").replaceWith(main);
  if (kept.bar && !document.querySelector("nav.bar")) main.before(document.adoptNode(parse(kept.bar)));
  return true;
}
