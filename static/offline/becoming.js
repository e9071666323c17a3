// Where Today stood in for the journal's own, that takes its place without a new page: nothing moves,
// and what was tapped meanwhile counts.

import { SCRIPTS } from "../today/memory.js";
import { showToday } from "../today/taps.js";
import { guardLeaving } from "./accounts.js";
import { takePlace } from "./person.js";

const AROUND = ["header.top", "nav.bar", "footer.foot"];

const isOurs = (page) => [...page.querySelectorAll("link[rel=modulepreload]")].some(({ href }) => href === SCRIPTS);

// `text`: the page that the journal showed to whoever opened Today.
export async function becomeToday(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  if (!page.querySelector("#today") || !isOurs(page)) return location.reload();
  takePlace();
  await showToday(text);
  for (const name of AROUND) document.querySelector(name).replaceWith(document.adoptNode(page.querySelector(name)));
  document.title = page.title;
  guardLeaving();
}
