// The whole screen as one button: touches become taps and long presses, and what they change is
// shown in large letters, buzzed and said. Off until somebody chooses it.

import { write } from "../dom.js";
import { nameHere } from "../root.js";
import { LONG, OPEN_EYES, hintParts, largeParts, spokenParts, touched } from "./eyes_free.js";
import { sayParts } from "./form.js";
import { isMuted } from "./signals.js";
import { beSilent, speak, wakeVoices } from "./speech.js";

const CHOSEN = nameHere("player-eyes-free");
const VOICE = nameHere("player-voice");
const button = document.querySelector("[data-eyes-free]");
const choices = document.querySelector("[data-eyes-choices]");

const part = (name) => button.querySelector(`[data-eyes-${name}]`);

let eyes = OPEN_EYES;
let view = null; // the state and eyes that were shown last

const isEyesFree = () => localStorage.getItem(CHOSEN) === "yes";
const isSpoken = () => localStorage.getItem(VOICE) !== "no" && !isMuted();

function buzz(length) {
  if (!isMuted()) navigator.vibrate?.(length);
}

// Show a state, and say what changed since the last one.
export function follow(state, now) {
  if (!button || !isEyesFree()) return;
  const isPlaying = state?.view === "play";
  cover(isPlaying);
  const before = view ?? { state: null, eyes };
  view = state && { state, eyes };
  if (!state) return;
  if (isPlaying) paint(state, now);
  const spoken = spokenParts(before, view);
  if (spoken.length && isSpoken()) speak(sayParts(spoken, ". "));
  if (!isPlaying) eyes = OPEN_EYES;
}

// Nothing under the button is reached, by touch, keyboard or screen reader.
function cover(isOn) {
  button.hidden = !isOn;
  for (const other of button.parentElement.children) {
    other.inert = isOn && other !== button && !other.matches("[data-announce]");
  }
  if (isOn && document.activeElement !== button) button.focus({ preventScroll: true });
}

function paint(state, now) {
  write(part("large"), sayParts(largeParts(state, eyes, now), "\n"));
  write(part("hint"), sayParts(hintParts(state, eyes), " "));
}

// Taps and long presses go to `dispatch` as events of the states.
export function listenToTouches(getState, dispatch) {
  function touch(kind) {
    const state = getState();
    if (!state) return;
    const now = Date.now();
    const { acts, event, eyes: following } = touched(state, eyes, kind, now);
    eyes = following;
    if (!acts) return;
    buzz(kind === "long" ? [60, 60, 60] : 30);
    if (event) dispatch({ type: event });
    else sayStanding(now);
  }

  function sayStanding(now) {
    const state = getState();
    const before = view;
    follow(state, now);
    if (!isSpoken() || spokenParts(before, view).length) return;
    speak(sayParts(largeParts(state, eyes, now), ". "));
  }

  listenToPresses(touch);
  button.addEventListener("keydown", ({ key, repeat }) => key === "Escape" && !repeat && touch("long"));
}

// A press is long after LONG, or as soon as the device calls it long: where it does, it buzzes, asks
// for the menu of the page, and sends no click. A click without a press is that of a key.
function listenToPresses(touch) {
  let press = { isLong: false };

  function lengthen() {
    clearTimeout(press.timer);
    if (press.isLong) return;
    press.isLong = true;
    touch("long");
  }

  button.addEventListener("pointerdown", ({ isPrimary, button: which, pointerType }) => {
    clearTimeout(press.timer);
    if (!isPrimary || which !== 0) return;
    press = { isLong: false, isFinger: pointerType !== "mouse", timer: setTimeout(lengthen, LONG) };
  });
  for (const type of ["pointerup", "pointercancel", "pointerleave"]) {
    button.addEventListener(type, () => clearTimeout(press.timer));
  }
  button.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    if (press.isFinger) lengthen();
  });
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    if (!press.isLong || event.detail === 0) touch("tap");
  });
}

// The two choices before a session, kept on this device.
export function listenToChoices() {
  const boxes = { "eyes-free": [CHOSEN, isEyesFree()], voice: [VOICE, localStorage.getItem(VOICE) !== "no"] };
  for (const [name, [key, isOn]] of Object.entries(boxes)) {
    const box = choices.querySelector(`[data-choose="${name}"]`);
    box.checked = isOn;
    box.addEventListener("change", () => {
      localStorage.setItem(key, box.checked ? "yes" : "no");
      showVoiceChoice();
    });
  }
  showVoiceChoice();
}

function showVoiceChoice() {
  choices.querySelector("[data-voice-choice]").hidden = !isEyesFree();
}

export function wake() {
  if (isEyesFree()) wakeVoices();
}

export const quieten = beSilent;
