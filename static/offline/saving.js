// One form, saved: kept on the device first and then sent, so that nothing is lost whatever the
// network does.

import { newKey } from "../keys.js";
import { isStandIn, person } from "./person.js";
import { addEntry, entryAt, removeEntry } from "./queue.js";
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
    path: new URL(form.action).pathname,
    fields: fields.filter(([name]) => name !== "client_key"),
    key: fields.find(([name]) => name === "client_key")?.[1] || newKey(),
    at: Date.now(),
  };
}

// Answers "saved", "waiting" (it is sent later), "failed" (kept until it is tried again), or
// "refused" (the form has to be shown again). Throws where this browser has no database.
export async function save(form, entry) {
  const order = await addEntry(entry);
  await refresh();
  const outcome = await send(form.elements.csrf_token?.value);
  const left = await entryAt(order);
  const hasFailed = left?.problem?.failed;
  const isRefused = left && !hasFailed && (left.problem || outcome === "signed out");
  if (isRefused && !isStandIn) {
    await removeEntry(order);
    return "refused";
  }
  if (form.elements.client_key) form.elements.client_key.value = newKey();
  await refresh();
  if (left) {
    syncLater();
    return hasFailed ? "failed" : "waiting";
  }
  await settle(entry.path);
  return "saved";
}
