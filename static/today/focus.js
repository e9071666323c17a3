// A control that goes off the page while it has the focus hands it on, so that whoever uses keys or a
// screen reader does not begin at the top again: an undo hands it to the control of what it takes back,
// a line to the next one, anything else to the message.

const OURS = ":is(#today, .spasm-view, #toast, #waiting) :is(button, a)";
let control; // the one that had the focus last
let isInMessage = false; // whether that is a message's
let neighbour = ""; // the id of the control in the line beside its own
let tapped = ""; // the id of the one that was tapped last, apart from messages
let awaited = ""; // the id of one that takes the focus from the message once it is there

const toast = () => document.querySelector("#toast");
const idIn = (line) => line?.querySelector(":is(button, a)[id]")?.id;

function onFocus({ target }) {
  control = target.matches(OURS) ? target : null;
  isInMessage = target.closest("#toast") !== null;
  const line = target.closest("li");
  neighbour = idIn(line?.nextElementSibling) ?? idIn(line?.previousElementSibling) ?? "";
  awaited = "";
}

function onSubmit({ target, submitter }) {
  if (!target.closest("#toast")) tapped = submitter?.id ?? "";
}

// Focus the control of an id, or what opens the question in which it is; answers whether it is there.
function focusOn(id) {
  const element = id && document.getElementById(id);
  if (!element) return false;
  const question = element.closest("[popover]:not(:popover-open)");
  const target = question ? document.querySelector(`[popovertarget="${question.id}"]`) : element;
  target?.focus({ preventScroll: true });
  return document.activeElement === target;
}

function handOn() {
  const ids = isInMessage ? [tapped] : [control.id, neighbour];
  if (ids.some(focusOn)) return;
  const late = isInMessage ? tapped : "";
  toast().tabIndex = -1;
  toast().focus({ preventScroll: true });
  awaited = late;
}

function onChange() {
  const { activeElement: focused, body } = document;
  if (focused === body && control && !control.isConnected) handOn();
  else if (awaited && focused === toast()) focusOn(awaited);
}

document.addEventListener("focusin", onFocus);
document.addEventListener("submit", onSubmit, true);
new MutationObserver(onChange).observe(document.body, { childList: true, subtree: true });
