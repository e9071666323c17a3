// A word on a control of Today whose second tap was meant as one with the first.

import { el } from "../dom.js";
import { say } from "../words.js";

const DURATION = 2_000; // milliseconds

// What saves something once it is tapped, and stays. Of a question another answer may be on its way.
const SAVERS = "[data-tap]:not([popovertarget], .round, #undo, .ask *, .cold *)";

const note = el("p", { className: "saved-once", popover: "manual" });
note.setAttribute("role", "status");
let saverId = ""; // the id of the control by which the last tap saved something
let timer;

function hide() {
  if (note.matches(":popover-open")) note.hidePopover();
  note.textContent = "";
}

// Over what lies there, and above an open sheet: nothing moves.
function showAt(control) {
  if (!control) return; // it went with what was saved
  const { left, top, width } = control.getBoundingClientRect();
  note.style.top = `${top}px`;
  note.style.left = `clamp(3.5rem, ${left + width / 2}px, 100vw - 3.5rem)`;
  if (!note.matches(":popover-open")) note.showPopover();
  note.textContent = say("saved_once");
  clearTimeout(timer);
  timer = setTimeout(hide, DURATION);
}

// A tap that is to do nothing is prevented by the guard, which comes after this.
function onClick(event) {
  const control = event.target.closest?.("button");
  const isSaver = control?.matches(SAVERS);
  if (!event.isTrusted) return;
  setTimeout(() => {
    if (!event.defaultPrevented) saverId = isSaver ? control.id : "";
    else if (saverId && control?.id === saverId) showAt(document.getElementById(saverId)); // may be drawn anew
  });
}

document.body.append(note);
addEventListener("click", onClick, true);
addEventListener("scroll", hide, { passive: true });
