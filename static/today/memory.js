// The last Today of whoever is signed in, kept on this device for times without a network. It goes
// with the account: at sign-out, and when another account is known here.

import { person } from "../offline/person.js";
import { keepToday } from "../offline/queue.js";

// The day of a moment in the zone of the person, as 2026-11-28.
export function dayOf(moment) {
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
