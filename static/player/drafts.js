// Sessions that are not saved yet, kept on this device, each under the account that began it.

import { nameHere } from "../root.js";

const PREFIX = nameHere("session-");
const nameOf = (account) => PREFIX + account;
const draftNames = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));

export const hasDrafts = () => draftNames().length > 0;

export function readDraft(account) {
  try {
    return JSON.parse(localStorage.getItem(nameOf(account)));
  } catch {
    return null;
  }
}

export function keepDraft(account, state) {
  localStorage.setItem(nameOf(account), JSON.stringify(state));
}

export function dropDraft(account) {
  localStorage.removeItem(nameOf(account));
}

export function dropAllDrafts() {
  for (const name of draftNames()) localStorage.removeItem(name);
}

// Somebody signed in: drafts of any other account go.
export function dropDraftsOfOthers(account) {
  for (const name of draftNames()) {
    if (name !== nameOf(account)) localStorage.removeItem(name);
  }
}

// The journal says that the session of a key is saved.
export function dropSavedDraft(key) {
  for (const name of draftNames()) {
    if (localStorage[name].includes(key)) localStorage.removeItem(name);
  }
}
