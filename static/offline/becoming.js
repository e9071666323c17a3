// Where Today stood in for the journal's own, that takes its place without a new page: nothing moves,
// and what was tapped meanwhile counts.

import { SCRIPTS } from "../today/memory.js";
import { showToday } from "../today/taps.js";
import { guardLeaving } from "./accounts.js";
import { takePlace } from "./person.js";

const AROUND = ["header.top", "nav.bar", "footer.foot"];

const isOurs = (page) => [...page.querySelectorAll("link[rel=modulepreload]")].some(({ href }) => href === SCRIPTS);

// `answer`: what the journal said to whoever opened Today. Throws where it said nothing of use.
export async function becomeToday(answer) {
  if (!answer.ok) throw new Error(String(answer.status));
  const text = await answer.text();
  const page = new DOMParser().parseFromString(text, "text/html");
  if (!page.querySelector("#today") || !isOurs(page)) return location.reload();
  takePlace();
  await showToday(text);
  for (const name of AROUND) document.querySelector(name).replaceWith(document.adoptNode(page.querySelector(name)));
  document.title = page.title;
  guardLeaving();
}
