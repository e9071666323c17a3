// What whoever is signed in saw last of Today, of the session and of the diary, kept on this device
// for times without a network. It goes with the account: at sign-out, and when another account is
// known here.

import { dayIn } from "../clock_text.js";
import { person } from "../offline/person.js";
import { keepPage } from "../offline/queue.js";
import { hasDrafts } from "../player/drafts.js";
import { pathOf } from "../root.js";

// A session works by itself, also on another day; the diary is there to be read.
export const OTHERS = ["/session", "/diary"];

// The day of a moment in the zone of the person.
export const dayOf = (moment) => dayIn(person.zone, moment);

// A copy without tokens, which are of no use later, without messages, and without what the journal
// alone can do.
function copyOf(element) {
  const copy = element?.cloneNode(true);
  for (const part of copy?.querySelectorAll("input[name=csrf_token], .message, [data-online]") ?? []) {
    part.remove();
  }
  return copy?.outerHTML ?? "";
}

// Their address has their version: a page goes with the scripts that it came with.
export const SCRIPTS = import.meta.url;

const partsOf = (page) => ({
  account: person.account,
  scripts: SCRIPTS,
  day: dayOf(Date.now()),
  zone: person.zone,
  at: Date.now(),
  main: copyOf(page.querySelector("main")),
  bar: copyOf(page.querySelector("nav.bar")),
});

// The minutes ago at which a spasm may be said to have begun, as a page tells them.
export function offeredBeginnings(page = document) {
  const source = page.querySelector("#known");
  return source ? JSON.parse(source.textContent).ago : [];
}

// Only the page of this day itself tells what is known; it alone is kept.
export function copyOfToday(page = document) {
  return page.querySelector("#known") ? { ...partsOf(page), ago: offeredBeginnings(page) } : null;
}

export async function rememberToday(copy) {
  if (copy) await keepPage(copy, "today");
}

// One of the others as it begins, without what was chosen, or done and not saved yet.
export async function rememberOther() {
  const path = pathOf(location.href);
  const isAsItBegins = !document.body.dataset.place && !/[?&](?!next=)/.test(location.search);
  if (OTHERS.includes(path) && isAsItBegins && !hasDrafts()) await keepPage(partsOf(document), path);
}
