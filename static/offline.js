// What is logged or edited is first kept on the device and then sent, so that nothing is lost
// whatever the network does. Without scripts the same forms go the plain way.

const { account, zone, clock } = document.body.dataset;
const shell = document.querySelector("#shell");
const panel = document.querySelector("#waiting");
const leaving = document.querySelector("#leaving");
const SOON = 5_000;
const SELDOM = 300_000;
let who = account ? { account, zone, clock } : null;
let state = "sent";
let pause = SOON;
let timer;

function el(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function counted(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 0x0f | 0x40;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function say(text) {
  const message = el("div", { className: "message" }, el("p", { textContent: text }));
  document.querySelector(".messages")?.replaceChildren(message);
}

// Forms

function typed(form, submitter) {
  const fields = [...new FormData(form)];
  return submitter?.name ? [...fields, [submitter.name, submitter.value]] : fields;
}

function read(form, submitter) {
  const fields = typed(form, submitter).filter(([name]) => name !== "csrf_token");
  return {
    account: who.account,
    zone: who.zone,
    path: new URL(form.action).pathname,
    fields: fields.filter(([name]) => name !== "client_key"),
    key: fields.find(([name]) => name === "client_key")?.[1] || newKey(),
    at: Date.now(),
  };
}

// Saves what a form says: "saved", "waiting" for the network, "failed" (kept until it is tried
// again), or "refused".
async function save(form, entry) {
  const order = await queue.add(entry);
  await show();
  state = await queue.send(who.account, form.elements.csrf_token?.value);
  const left = await queue.get(order);
  const failed = left?.problem?.failed;
  if (left && !shell && !failed && (left.problem || state === "signed out")) {
    await queue.remove(order);
    return "refused";
  }
  if (form.elements.client_key) form.elements.client_key.value = newKey();
  await show();
  if (left) {
    sendLater();
    return failed ? "failed" : "waiting";
  }
  await settle(entry.path);
  return "saved";
}

// An entry that was refused was opened in its form; saved from there, it is settled.
async function settle(path) {
  const order = Number(sessionStorage.getItem("opened"));
  if (order && (await queue.get(order))?.path === path) await queue.remove(order);
  sessionStorage.removeItem("opened");
}

// The plain way: the journal answers with a page of its own.
function sendPlainly(path, fields) {
  const plain = el("form", { method: "post", action: path, hidden: true });
  for (const [name, value] of fields) plain.append(el("input", { type: "hidden", name, value }));
  document.body.append(plain);
  plain.submit();
}

function sendAsItIs(form, submitter) {
  sendPlainly(form.action, typed(form, submitter));
}

function wayBack(form) {
  const next = form.elements.next?.value ?? "";
  return /^\/(?![/\\])/.test(next) ? next : "/";
}

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || !who || !form.matches("[data-queue]")) return;
  event.preventDefault();
  let outcome = "refused";
  try {
    outcome = await save(form, read(form, submitter));
  } catch { /* no database in this browser: the plain way is left */ }
  delete form.dataset.sent;
  if (outcome === "waiting" || outcome === "failed") form.dispatchEvent(new Event("queued"));
  if (shell) return keptHere(form);
  if (outcome === "saved" || outcome === "failed") location.assign(wayBack(form));
  else if (outcome === "refused") sendAsItIs(form, submitter);
  else if (navigator.serviceWorker?.controller) location.assign("/offline");
  else say("Kept on this device. It is sent when the network is back.");
});

function keptHere(form) {
  form.reset();
  if (state === "sent") say("Saved.");
  scrollTo({ top: 0 });
}

// A tap on Today is answered in place, by htmx, which fetches through here. What is sent is read
// at once: of two quick taps the second goes under the same key.
document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  const { form, submitter, headers, signal } = ctx.request;
  if (!who || !form?.matches("[data-queue]")) return;
  const entry = read(form, submitter);
  ctx.fetch = async (action, request) => {
    let outcome;
    try {
      outcome = await save(form, entry);
    } catch {
      return fetch(action, request);
    }
    if (outcome === "refused") sendAsItIs(form, submitter);
    if (outcome !== "saved") return Response.error();
    return fetch(wayBack(form), { headers, signal }).catch(() => {
      say("Saved. The page is a little behind: load it again when the network is back.");
      return Response.error();
    });
  };
});
document.addEventListener("htmx:before:response", (event) => {
  if (event.detail.ctx.response.raw.type === "error") event.preventDefault();
});

// Whatever is not the page itself (signed out, a conflict, a fault) is shown as a page of its
// own: the same fields go the plain way, under the same key, so that they are saved only once.
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  if (ctx.text?.includes('id="today"')) return;
  event.preventDefault();
  const { form, submitter } = ctx.request;
  if (form) sendAsItIs(form, submitter);
});
document.addEventListener("htmx:after:swap", remember);
document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx?.request.form) say("No answer from the journal, so this is not saved yet. Tap it again.");
});

// What waits

function title({ path, fields }) {
  const said = Object.fromEntries(fields);
  const [, word, ...rest] = path.split("/");
  const method = said.method?.replaceAll("_", " ").replace("nsaid", "NSAID") ?? "relief";
  const name = {
    pain: `Pain ${said.level ?? ""}`,
    episodes: "Spasm",
    exercises: said.exercise ?? "Exercise",
    relief: method[0].toUpperCase() + method.slice(1),
    programme: said.exercise ?? "Programme",
    days: said.no_exercise ? "No exercise" : "The day",
    checkins: "Check-in",
    changes: "Undo",
    prompts: "Question skipped",
    session: "Session",
  }[word] ?? "Entry";
  const done = {
    start: " began", end: " eased", edit: ", changed", delete: ", deleted",
    stop: " taken off", after: `: pain ${said.level} afterwards`,
  };
  return name.trim() + (word === "days" ? "" : done[rest.at(-1)] ?? "");
}

function when({ at, zone: timeZone }) {
  const day = (moment) => new Date(moment).toLocaleDateString("en-GB", { timeZone });
  const dateStyle = day(at) === day(Date.now()) ? undefined : "medium";
  const options = { timeZone, timeStyle: "short", dateStyle, hour12: who.clock === "12" };
  return new Date(at).toLocaleString("en-GB", options);
}

function why({ status, page, failed }) {
  if (failed) return "The journal could not save this. That is no fault of yours: it is kept here, so try it again later.";
  if (status === 409) return "Something else was saved there meanwhile. Nothing is overwritten: open it to choose.";
  if (status === 404) return "What this belongs to is gone.";
  const answer = new DOMParser().parseFromString(page, "text/html");
  const problems = [...answer.querySelectorAll(".problem")].map((it) => it.textContent.trim());
  return problems.join(" ") || "It needs another look.";
}

function line(entry, spasms) {
  const said = Object.fromEntries(entry.fields);
  const item = el("li", { className: "entry-line" });
  const what = el("div", { className: "what" }, el("p", {},
    el("strong", { textContent: title(entry) }), " ",
    el("span", { className: "soft", textContent: when(entry) })));
  if (said.note) what.append(el("p", { className: "note", textContent: said.note }));
  if (entry.problem) what.append(el("p", { className: "problem", textContent: why(entry.problem) }));
  const does = el("div", { className: "does" });
  if (spasms.includes(entry)) does.append(eased(entry.key));
  if (entry.problem?.failed) does.append(button("Try again", () => tryAgain(entry)));
  else if (entry.problem && entry.problem.status !== 404) does.append(button("Open", () => open(entry)));
  does.append(button("Remove", () => queue.remove(entry.order).then(show)));
  item.append(what, does);
  return item;
}

function button(text, act) {
  return el("button", { type: "button", className: "plain", textContent: text, onclick: act });
}

function eased(key) {
  const form = el("form", { method: "post", action: `/episodes/${key}/end` });
  form.dataset.queue = "";
  form.append(
    el("input", { type: "hidden", name: "client_key", value: newKey() }),
    el("input", { type: "hidden", name: "next", value: "/" }),
    el("button", { className: "plain", textContent: "It eased" }),
  );
  return form;
}

// Spasms that were started here, and not ended, while there was no network.
function stillOn(entries) {
  const ended = (entry) => entries.some(({ path }) => path === `/episodes/${entry.key}/end`);
  return entries.filter((entry) => entry.path === "/episodes/start" && !ended(entry));
}

async function unblame({ problem: _, ...entry }) {
  await queue.put(entry);
}

async function tryAgain(entry) {
  await unblame(entry);
  await sendAll();
}

async function open(entry) {
  await unblame(entry);
  state = await queue.send(who.account);
  const left = await queue.get(entry.order);
  if (!left?.problem || left.problem.failed) return show();
  sessionStorage.setItem("opened", entry.order);
  const token = await queue.token(who.account);
  sendPlainly(entry.path, [...queue.content(left), ["csrf_token", token]]);
}

const signedOut = () => state === "signed out" || state === "another";

function summary(entries) {
  const refused = entries.filter((entry) => entry.problem).length;
  const wait = entries.length - refused;
  const until = signedOut() ? "until you sign in" : "for the network";
  return [
    wait && `${counted(wait, "entry waits", "entries wait")} ${until}`,
    refused && `${counted(refused, "entry needs", "entries need")} another look`,
  ].filter(Boolean).join("; ");
}

async function show() {
  const entries = who ? await queue.waiting(who.account) : [];
  const spasms = stillOn(entries);
  panel.hidden = entries.length === 0;
  panel.querySelector("summary").textContent = entries.length ? summary(entries) : "";
  panel.querySelector("ul").replaceChildren(...entries.map((entry) => line(entry, spasms)));
  panel.querySelector("a").hidden = !signedOut();
  shell?.dispatchEvent(new CustomEvent("waiting", { detail: { entries, spasms, state } }));
  return entries;
}

// Sending

async function sendAll() {
  if (!who) return;
  const entries = await show();
  if (!entries.some((entry) => !entry.problem)) return;
  state = await queue.send(who.account);
  const left = await show();
  if (state === "away") return sendLater();
  pause = SOON;
  const sent = entries.length - left.length;
  if (sent > 0) arrived(sent);
}

function arrived(sent) {
  const today = document.querySelector("#today");
  const address = location.pathname + location.search;
  const in_place = { target: "#today", select: "#today", swap: "outerHTML" };
  if (today && self.htmx) htmx.ajax("GET", address, in_place);
  else say(`${counted(sent, "entry is", "entries are")} saved now that the network is back.`);
}

function sendLater() {
  clearTimeout(timer);
  timer = setTimeout(sendAll, pause);
  pause = Math.min(2 * pause, SELDOM);
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("send")).catch(() => {});
}

function sendNow() {
  pause = SOON;
  sendAll();
}

addEventListener("online", sendNow);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") sendNow();
});
queue.news.addEventListener("message", async ({ data }) => {
  await show();
  if (data.sent) arrived(data.sent);
});

// Coming and going

async function remember() {
  const known = document.querySelector("#known");
  if (known) return queue.keep(JSON.parse(known.textContent));
  if (account && (await queue.kept())?.account !== account) return queue.forget();
}

async function signOut(form) {
  state = await queue.send(account);
  if (state === "away" && !await queue.answers(account)) {
    say("There is no network, so you cannot be signed out now. Try again when it is back.");
    return;
  }
  const left = await queue.waiting(account);
  if (left.length) {
    const choice = await ask(left.length);
    if (choice === "stay") return show();
    if (choice === "throw") await queue.clear(account);
  }
  await queue.forget();
  form.submit();
}

function ask(number) {
  leaving.querySelector("p").textContent =
    `${counted(number, "entry", "entries")} on this device could not be saved yet.`;
  leaving.showModal();
  return new Promise((resolve) => {
    leaving.oncancel = () => resolve("stay");
    leaving.onclick = ({ target }) => {
      if (!target.value) return;
      leaving.close();
      resolve(target.value);
    };
  });
}

document.querySelector("[data-sign-out]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  signOut(form).catch(() => form.submit()).finally(() => delete form.dataset.sent);
});
document.querySelector("[data-delete-account]")?.addEventListener("submit", () => {
  sessionStorage.setItem("left", account);
});

// A session that is not saved yet is kept for its own account alone.
function letGoOfSessions(mine) {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith("session-") && name !== `session-${mine}`) localStorage.removeItem(name);
  }
}

// Nobody is signed in: nothing of anybody is left but what they chose to keep.
async function leftBehind() {
  letGoOfSessions(null);
  await queue.forget();
  const left = sessionStorage.getItem("left");
  if (left) await queue.clear(left);
  sessionStorage.clear();
  const entries = await queue.all();
  const wait = counted(entries.length, "entry waits", "entries wait");
  if (entries.length) say(`${wait} on this device until whoever wrote it signs in.`);
}

async function begin() {
  if (shell) {
    const known = await queue.kept();
    if (known) who = known;
    const { build } = await import(shell.dataset.script);
    build(shell, { el, known, newKey, eased });
  } else if (account) {
    sessionStorage.removeItem("left");
    letGoOfSessions(account);
    await remember();
  } else if (document.querySelector('form[action$="/account/sign-in"]')) {
    await leftBehind();
  }
  await sendAll();
}

begin().catch(() => {}); // a browser without a database: everything goes the plain way
navigator.serviceWorker?.register("/sw.js").catch(() => {});
