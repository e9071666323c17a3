// Opens what a link shows. The token stands behind the # of the address, which is never sent: it is
// read here, taken out of the address bar, and goes to the journal in a header.

const place = document.querySelector("#shared");
const asking = document.querySelector("#asking");
const passcode = document.querySelector("#passcode");
const STATES = ["opening", "bare", "gone", "often", "away", "asking"];
const SHAPE = /^[\w-]{20,100}$/;
let token = "";

function show(state) {
  for (const id of STATES) document.getElementById(id).hidden = id !== state;
}

function begin() {
  token = location.hash.slice(1);
  if (!token) return show("bare");
  history.replaceState(null, "", location.pathname);
  if (SHAPE.test(token)) open();
  else show("gone");
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
    else show({ 404: "gone", 429: "often" }[answer.status] ?? "away");
  } catch {
    show("away");
  }
}

function ask(word) {
  show("asking");
  document.querySelector("#wrong").hidden = !word;
  passcode.value = "";
  passcode.focus();
}

function fill(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  place.replaceChildren(...page.body.childNodes);
}

asking.addEventListener("submit", (event) => {
  event.preventDefault();
  open(passcode.value);
});
// Another link opened in the same window.
addEventListener("hashchange", () => location.reload());
begin();
