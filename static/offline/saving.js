// One form, saved: kept on the device first and then sent, so that nothing is lost whatever the
// network does.

import { newKey } from "../keys.js";
import { pathOf } from "../root.js";
import { isStandIn, person } from "./person.js";
import { endOf } from "./delivery.js";
import {
  addEntry, entryAt, removeEntry, replaceEntry, tellOthers, waitingEntries,
} from "./queue.js";
import { expectAnswer, takeAnswer } from "./sending.js";
import { refresh, send, syncLater } from "./syncing.js";

// A level that is too old by now is not sent.
function dropOldLevel(form) {
  const level = form.elements.pain_before;
  if (Date.parse(level?.dataset?.trueUntil) < Date.now()) level.remove();
}

export function typedFields(form, submitter) {
  dropOldLevel(form);
  const fields = [...new FormData(form)];
  return submitter?.name ? [...fields, [submitter.name, submitter.value]] : fields;
}

export function readEntry(form, submitter) {
  const fields = typedFields(form, submitter).filter(([name]) => name !== "csrf_token");
  const pair = fields.find(([name]) => name === "waiting");
  return {
    account: person.account,
    zone: person.zone,
    path: pathOf(form.action),
    fields: fields.filter(([name]) => !["client_key", "waiting"].includes(name)),
    ...(pair && { order: Number(pair[1]) }), // the one that was opened, whose place it takes
    what: form.closest(".entry-line, .away")?.querySelector(".what p")?.innerText, // to be deleted
    key: fields.find(([name]) => name === "client_key")?.[1] || newKey(),
    at: Date.now(),
  };
}

// Once something waits, the browser is asked not to clear what this device keeps.
let isAsked = false;
function askToPersist() {
  if (!isAsked) navigator.storage?.persist?.().catch(() => {});
  isAsked = true;
}

// The entry that was opened in a form, where it still waits.
async function openedEntry({ order, account }) {
  const origin = order && await entryAt(order);
  return origin?.account === account ? origin : undefined;
}

// In the place of the opened entry, so that what waits for it follows it.
async function keep(entry, origin) {
  if (!origin) return addEntry(withoutOrder(entry));
  await replaceEntry(entry);
  return entry.order;
}

function withoutOrder({ order: _, ...entry }) {
  return entry;
}

// The form said when the opened spasm ended, or that it goes on: what waited to end it is taken out
// before anything is sent.
async function takeEndOf(origin) {
  const end = origin && endOf(origin, await waitingEntries(origin.account));
  if (end) await removeEntry(end.order);
  return end;
}

// What the form is shown again for waits as it did before, if it did.
async function giveBack(order, origin, end) {
  await (origin ? replaceEntry(origin) : removeEntry(order));
  if (end) await replaceEntry(end);
}

// {outcome, answer}. The outcome: "saved", "waiting" (it is sent later), "failed" (kept until it is
// tried again), or "refused" (the form has to be shown again, or goes the plain way, where this
// browser has no database). The answer is null unless it is wanted.
export async function save(entry, token, wantsAnswer) {
  try {
    return await keepAndSend(entry, token, wantsAnswer);
  } catch {
    return { outcome: "refused" };
  }
}

async function keepAndSend(entry, token, wantsAnswer) {
  const origin = await openedEntry(entry);
  const order = await keep(entry, origin);
  const end = await takeEndOf(origin);
  if (wantsAnswer) expectAnswer(entry.key);
  const { outcome: sending } = await send(token);
  const answer = takeAnswer(entry.key);
  const left = await entryAt(order);
  const hasFailed = left?.problem?.failed;
  const isRefused = left && !hasFailed && (left.problem || sending === "signed out");
  if (isRefused && !isStandIn) {
    await giveBack(order, origin, end);
    return { outcome: "refused", answer };
  }
  await refresh();
  return { outcome: left ? await keepForLater(hasFailed) : "saved", answer };
}

async function keepForLater(hasFailed) {
  tellOthers();
  askToPersist();
  syncLater();
  return hasFailed ? "failed" : "waiting";
}
