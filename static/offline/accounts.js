// Signing in and out: whose entries stay on this device, and what is asked before they go.

import { showMessage } from "../dom.js";
import { dropDraft, dropDraftsOfOthers } from "../player/drafts.js";
import { nameHere } from "../root.js";
import { say } from "../words.js";
import { person } from "./person.js";
import {
  countEntries, forgetKnown, keepKnown, readKnown, removeEntriesOf, waitingEntries,
} from "./queue.js";
import { isReachable } from "./server.js";
import { refresh, send } from "./syncing.js";

const DELETED = nameHere("deleted"); // in sessionStorage: the account that is being deleted
const dialog = document.querySelector("#leaving");

// Keep what Today tells for times without a network; forget what is kept of another account.
export async function remember(page = document) {
  if (person.account && (await readKnown())?.account !== person.account) await forgetKnown();
  const source = page.querySelector("#known");
  if (source) await keepKnown(JSON.parse(source.textContent));
}

export async function welcome() {
  sessionStorage.removeItem(DELETED);
  dropDraftsOfOthers(person.account);
  await remember();
}

// Nobody is signed in. Entries and sessions wait for whoever wrote them; the rest goes.
export async function seeOff() {
  await forgetKnown();
  const deleted = sessionStorage.getItem(DELETED);
  if (deleted) {
    dropDraft(deleted);
    await removeEntriesOf(deleted);
  }
  forgetTab();
  const count = await countEntries();
  if (count) showMessage(say("entries_of_somebody", { count }));
}

// What this journal keeps in the tab, and not what another of the same host does.
function forgetTab() {
  const names = Object.keys(sessionStorage).filter((name) => name === nameHere(name.split("/").at(-1)));
  for (const name of names) sessionStorage.removeItem(name);
}

async function signOut(form) {
  const { account } = person;
  if ((await send()).outcome === "away" && !await isReachable(account)) {
    return showMessage(say("cannot_sign_out"));
  }
  const { length: count } = await waitingEntries(account);
  const choice = count ? await askAbout(count) : "keep";
  if (choice === "stay") return refresh();
  if (choice === "throw") await removeEntriesOf(account);
  await forgetKnown();
  form.submit();
}

// Answers "stay", "keep" or "throw".
function askAbout(count) {
  dialog.querySelector("p").textContent = say("entries_not_saved", { count });
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.oncancel = () => resolve("stay");
    dialog.onclick = ({ target }) => {
      if (!target.value) return;
      dialog.close();
      resolve(target.value);
    };
  });
}

function onSignOut(event) {
  event.preventDefault();
  const form = event.target;
  signOut(form).catch(() => form.submit()).finally(() => delete form.dataset.sent);
}

export function guardLeaving() {
  document.querySelector("[data-sign-out]")?.addEventListener("submit", onSignOut);
  document.querySelector("[data-delete-account]")?.addEventListener("submit", () => {
    sessionStorage.setItem(DELETED, person.account);
  });
}
