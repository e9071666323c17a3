// What is said of an entry that waits on this device, with its undo: it is taken out before it is sent.

import { el, showMessage } from "../dom.js";
import { say } from "../words.js";
import { passOver } from "./database.js";
import { waitingText } from "./entry_words.js";
import { waitingEntries } from "./queue.js";

let told; // the message of the last one

async function undo({ account, key }) {
  const entry = (await waitingEntries(account)).find((each) => each.key === key);
  if (!entry) return showMessage(say("synced_already"));
  const { takeOut } = await import("./looking_again.js");
  await takeOut(entry);
  showMessage(say(entry.tried ? "may_have_synced" : "undone"));
}

export function tellWaiting(entry, repeated) {
  const onclick = () => undo(entry).catch(passOver);
  told = showMessage(waitingText(entry, repeated),
    el("button", { type: "button", className: "plain", textContent: say("undo"), onclick }));
}

// Neither its undo nor how often something was done is true once any of what waits was taken out.
document.addEventListener("taken-out", () => told?.remove());
