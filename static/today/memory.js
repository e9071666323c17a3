// The last Today of whoever is signed in, kept on this device for times without a network. It goes
// with the account: at sign-out, and when another account is known here.

import { newKey } from "../keys.js";
import { person } from "../offline/person.js";
import { keepToday, readToday } from "../offline/queue.js";
import { applyEntry } from "./replay.js";

// The day of a moment in the zone of the person, as 2026-11-28.
function dayOf(moment) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: person.zone }).format(moment);
}

// A copy without tokens, which are of no use later, and without messages.
function copyOf(element) {
  const copy = element.cloneNode(true);
  for (const field of copy.querySelectorAll("input[name=csrf_token], .message")) field.remove();
  return copy.outerHTML;
}

// The minutes ago at which a spasm may be said to have begun, as a page tells them.
export function offeredBeginnings(page = document) {
  const source = page.querySelector("#known");
  return source ? JSON.parse(source.textContent).ago : [];
}

// Only the page of this day itself tells what is known; it alone is kept.
export async function rememberToday(page = document) {
  if (!page.querySelector("#known")) return;
  const bar = page.querySelector("nav.bar");
  await keepToday({
    account: person.account,
    day: dayOf(Date.now()),
    ago: offeredBeginnings(page),
    main: copyOf(page.querySelector("main")),
    bar: bar ? copyOf(bar) : "",
  });
}

function parse(html) {
  return new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
}

// Show the Today that is kept, with what waits; answers false where none of this day is kept.
export async function drawToday(entries) {
  const kept = await readToday();
  if (kept?.account !== person.account || kept.day !== dayOf(Date.now())) return false;
  const main = document.adoptNode(parse(kept.main));
  for (const key of main.querySelectorAll("input[name=client_key]")) key.value = newKey();
  for (const entry of entries) applyEntry(main, entry, kept.ago);
  document.querySelector("main").replaceWith(main);
  if (kept.bar && !document.querySelector("nav.bar")) main.before(document.adoptNode(parse(kept.bar)));
  return true;
}
