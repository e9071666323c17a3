// One form, saved: kept on the device first and then sent, so that nothing is lost whatever the
// network does.

import { newKey } from "../keys.js";
import { pathOf } from "../root.js";
import { isStandIn, person } from "./person.js";
import { addEntry, entryAt, removeEntry, tellOthers } from "./queue.js";
import { expectAnswer, takeAnswer } from "./sending.js";
import { refresh, send, settle, syncLater } from "./syncing.js";

export function typedFields(form, submitter) {
  const fields = [...new FormData(form)];
  return submitter?.name ? [...fields, [submitter.name, submitter.value]] : fields;
}

export function readEntry(form, submitter) {
  const fields = typedFields(form, submitter).filter(([name]) => name !== "csrf_token");
  return {
    account: person.account,
    zone: person.zone,
    path: pathOf(form.action),
    fields: fields.filter(([name]) => name !== "client_key"),
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

// {outcome, answer}. The outcome: "saved", "waiting" (it is sent later), "failed" (kept until it is
// tried again), or "refused" (the form has to be shown again). The answer is null unless it is
// wanted. Throws where this browser has no database.
export async function save(entry, token, { wantsAnswer = false } = {}) {
  const order = await addEntry(entry);
  if (wantsAnswer) expectAnswer(entry.key);
  const sending = await send(token);
  const answer = takeAnswer(entry.key);
  const left = await entryAt(order);
  const hasFailed = left?.problem?.failed;
  const isRefused = left && !hasFailed && (left.problem || sending === "signed out");
  if (isRefused && !isStandIn) {
    await removeEntry(order);
    return { outcome: "refused", answer };
  }
  await refresh();
  if (left) return { outcome: await keepForLater(hasFailed), answer };
  await settle(entry.path);
  return { outcome: "saved", answer };
}

async function keepForLater(hasFailed) {
  tellOthers();
  askToPersist();
  syncLater();
  return hasFailed ? "failed" : "waiting";
}
