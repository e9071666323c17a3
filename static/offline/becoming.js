// Where Today stood in for the journal's own, that takes its place without a new page: nothing moves,
// and what was tapped meanwhile counts.

import { parsePage } from "../dom.js";
import { SCRIPTS } from "../today/memory.js";
import { showToday } from "../today/taps.js";
import { guardLeaving } from "./accounts.js";
import { letStandIn, person } from "./person.js";

const AROUND = ["header.top", "nav.bar", "footer.foot"];

const isOurs = (page) => page.body.dataset.account === person.account
  && [...page.querySelectorAll("link[rel=modulepreload]")].some(({ href }) => href === SCRIPTS);

async function show(page) {
  letStandIn(false);
  try {
    await showToday(page);
  } catch (problem) { // such as a network that is gone again: the journal is asked once more
    letStandIn(true);
    throw problem;
  }
}

// `text`: the page that the journal showed to whoever opened Today.
export async function becomeToday(text) {
  const page = parsePage(text);
  if (!page.querySelector("#today") || !isOurs(page)) return location.reload();
  await show(page);
  for (const name of AROUND) document.querySelector(name).replaceWith(document.adoptNode(page.querySelector(name)));
  document.title = page.title;
  guardLeaving();
}
