// What every page adds where scripts run. Each form works without it.

import { dropAllDrafts, dropSavedDraft, hasDrafts } from "../player/drafts.js";
import { say } from "../words.js";
import { keepTimesCurrent } from "./elapsed.js";
import { guardTaps } from "./guard_taps.js";
import { submitOnce } from "./submit_once.js";

function dropSavedDrafts() {
  for (const { dataset } of document.querySelectorAll("[data-saved]")) dropSavedDraft(dataset.saved);
}

// Today leads back to an unsaved session.
function showDraft() {
  document.body.toggleAttribute("data-draft", hasDrafts());
}

// Signing out throws an unsaved session away, once the person has agreed.
function onSignOut(event) {
  if (!event.target.matches('[action$="/account/sign-out"]') || !hasDrafts()) return;
  if (confirm(say("confirm_sign_out"))) return dropAllDrafts();
  event.preventDefault();
  event.stopImmediatePropagation();
}

// The first problem of a form that came back is where the eyes and the cursor go. Of a group, which
// cannot have the focus itself, it is the first control. A question to be answered comes first.
function focusProblem() {
  const question = document.querySelector("#another");
  question?.focus();
  if (question) return question.scrollIntoView();
  const place = document.querySelector('[aria-invalid="true"], .field:has(.problem)');
  const isGroup = place?.matches("fieldset, div, details");
  (isGroup ? place.querySelector("input, select, textarea") : place)?.focus();
}

// What was said is put away, and the keyboard goes on from its place.
function onClose({ target }) {
  if (!target.closest("[data-close-messages]")) return;
  const toast = document.querySelector("#toast");
  toast.replaceChildren();
  toast.tabIndex = -1;
  toast.focus({ preventScroll: true });
}

guardTaps();
submitOnce();
dropSavedDrafts();
addEventListener("pageshow", showDraft);
document.addEventListener("submit", onSignOut, true);
document.addEventListener("click", onClose);
focusProblem();
keepTimesCurrent();
