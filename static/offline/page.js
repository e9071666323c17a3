// The queue on every page: forms go through it, and what waits is shown and sent.

import { showMessage } from "../dom.js";
import { say } from "../words.js";
import { guardLeaving, remember, seeOff, welcome } from "./accounts.js";
import { passOver, whenBlocked } from "./database.js";
import { queueForms } from "./forms.js";
import { isStandIn, person, recognise } from "./person.js";
import { readKnown } from "./queue.js";
import { keepInSync, syncAll } from "./syncing.js";

async function begin() {
  if (isStandIn) {
    const known = await readKnown();
    recognise(known);
    const { buildStandIn } = await import("./stand_in.js");
    buildStandIn(known);
  } else if (person.account) {
    await welcome();
  } else if (document.querySelector('form[action$="/account/sign-in"]')) {
    await seeOff();
  }
  await syncAll();
}

// With background sync comes a module; browsers without module workers take the same without it.
async function registerWorker() {
  const container = navigator.serviceWorker;
  if (!container) return;
  try {
    await container.register("/sw.js", { type: "module", updateViaCache: "none" });
  } catch {
    await container.register("/sw.js?classic", { updateViaCache: "none" }).catch(() => {});
  }
}

whenBlocked(() => showMessage(say("close_other_tabs")));
queueForms();
guardLeaving();
keepInSync();
document.addEventListener("htmx:after:swap", () => remember().catch(passOver));
begin().catch(passOver);
registerWorker();
