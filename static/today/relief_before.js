// What the controls of a relief send beside it while a spasm is on: which one, and the level noted last
// in it. The journal's own page has both; what is tapped without a network changes them here.

import { hiddenField } from "../dom.js";

const STILL_TRUE = 30 * 60_000; // milliseconds: no relief starts from an older level; as the journal says

function setField(form, name, value, until) {
  form.elements[name]?.remove();
  if (value === undefined) return;
  const field = hiddenField(name, value);
  if (until) field.dataset.trueUntil = new Date(until).toISOString();
  form.append(field);
}

// Only the controls of this day: those of another say when on that day.
const controlsIn = (root) => [...root.querySelectorAll('form[action$="/relief/new"]')]
  .filter((form) => !form.elements.applied_at);

// A spasm of this key has begun, or none is on any more.
function tellSpasm(root, key) {
  for (const form of controlsIn(root)) {
    setField(form, "episode_id", key);
    setField(form, "pain_before");
  }
}

// A spasm of this key is deleted: another one that is on stays.
function forgetSpasm(root, key) {
  for (const form of controlsIn(root)) {
    if (form.elements.episode_id?.value !== key) continue;
    setField(form, "episode_id");
    setField(form, "pain_before");
  }
}

// A level was noted in a spasm. One of a whole form has a moment of its own, perhaps an earlier one.
function tellLevel(root, { path, fields: pairs, at }) {
  const { kind, level, episode_id: key, recorded_at: moment } = Object.fromEntries(pairs);
  if (path !== "/pain/new" || kind !== "now" || !key || moment) return;
  for (const form of controlsIn(root)) {
    if (form.elements.episode_id?.value === key) setField(form, "pain_before", level, at + STILL_TRUE);
  }
}

const DELETE = /^\/episodes\/([^/]+)\/delete$/;

export const isEnd = ({ path }) => /^\/episodes\/[^/]+\/end$/.test(path);

// What the controls send follows an entry that waits.
export function tellReliefs(root, entry) {
  if (entry.path === "/episodes/start") tellSpasm(root, entry.key);
  else if (isEnd(entry)) tellSpasm(root);
  else if (DELETE.test(entry.path)) forgetSpasm(root, DELETE.exec(entry.path)[1]);
  else tellLevel(root, entry);
}
