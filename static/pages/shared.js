// Opens what a link shows. The token stands behind the # of the address, which is never sent: it is
// read here, taken out of the address bar, and goes to the journal in a header.

import { parsePage } from "../dom.js";
import { nameHere } from "../root.js";

const place = document.querySelector("#shared");
const asking = document.querySelector("#asking");
const passcode = document.querySelector("#passcode");
const STATES = ["opening", "bare", "gone", "often", "away", "asking"];
const KEPT = nameHere("shared link");
const SECOND = 1000;
const ASKED_EVERY = 10 * SECOND;
const SHAPE = /^[\w-]{20,100}$/;
let token = "";

function show(state) {
  for (const id of STATES) document.getElementById(id).hidden = id !== state;
}

function begin() {
  token = location.hash.slice(1) || kept();
  if (!token) return show("bare");
  history.replaceState(null, "", location.pathname);
  if (!SHAPE.test(token)) return show("gone");
  keep(token);
  open();
}

// The tab remembers the token until it is closed, so that a reload shows the page again.
function kept() {
  try {
    return sessionStorage.getItem(KEPT) ?? "";
  } catch {
    return "";
  }
}

function keep(value) {
  try {
    if (value) sessionStorage.setItem(KEPT, value);
    else sessionStorage.removeItem(KEPT);
  } catch {
    // Without storage the link is opened again by hand.
  }
}

async function answerTo(word) {
  const headers = { Authorization: `Share ${token}` };
  if (word) headers["Share-Passcode"] = encodeURIComponent(word);
  return fetch(place.dataset.page, { headers, credentials: "omit", cache: "no-store" });
}

async function open(word = "") {
  show("opening");
  try {
    const answer = await answerTo(word);
    if (answer.ok) fill(await answer.text());
    else if (answer.status === 401) ask(word);
    else refuse(answer.status);
  } catch {
    show("away");
  }
}

function refuse(status) {
  if (status === 404) keep("");
  show({ 404: "gone", 429: "often" }[status] ?? "away");
}

function ask(word) {
  show("asking");
  document.querySelector("#wrong").hidden = !word;
  passcode.value = "";
  passcode.focus();
}

function fill(text) {
  const page = parsePage(text);
  const ends = page.querySelector("[data-ends-in]")?.dataset.endsIn;
  place.replaceChildren(...page.body.childNodes);
  if (!ends) return;
  closeAt(performance.now() + ends * SECOND);
  setTimeout(closeOnceEnded, ASKED_EVERY);
}

// What was shown by code is taken away when the code ends, or soon after it was ended; a reload then
// says why. Without an answer the page stays: its end is known.
function closeAt(end) {
  const left = end - performance.now();
  if (left <= 0) location.reload();
  else setTimeout(() => closeAt(end), Math.min(left, SECOND));
}

async function closeOnceEnded() {
  const headers = { Authorization: `Share ${token}` };
  try {
    const answer = await fetch(place.dataset.open, { headers, credentials: "omit", cache: "no-store" });
    if (answer.status === 404) return location.reload();
  } catch {
    // Asked again in a moment.
  }
  setTimeout(closeOnceEnded, ASKED_EVERY);
}

asking.addEventListener("submit", (event) => {
  event.preventDefault();
  open(passcode.value);
});
// Another link opened in the same window.
addEventListener("hashchange", () => location.reload());
begin();
