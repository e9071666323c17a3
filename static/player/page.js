// The guided session: taps, keys and time go to `next`, and its effects come back to the page.
// Whatever was done is kept on the device at once, so that a reload loses nothing; it is sent only
// by the form's own Save. Time is read from the clock and never counted in ticks.

import { say } from "../words.js";
import { dropDraft, keepDraft, readDraft } from "./drafts.js";
import { follow, listenToChoices, listenToTouches, quieten, wake } from "./eyes_free_screen.js";
import { completeMoments, fillForm, readLines, renumber } from "./form.js";
import { currentLine, next } from "./machine.js";
import {
  announce, closeDialogs, openDialog, paint, showExercise, turnTo,
} from "./screen.js";
import { giveSignal, keepScreenOn, letScreenSleep, toggleMuted, wakeAudio } from "./signals.js";

const TICK = 200;
const session = document.querySelector(".session[data-account]");
const form = session?.querySelector("form");
let state = null;

const isPlaying = () => state?.view === "play";

function dispatch(event) {
  const now = Date.now();
  const step = next(state, event, now);
  state = step.state;
  for (const effect of step.effects) carryOut(effect, now);
  if (isPlaying()) paint(state, now);
  follow(state, now);
}

function carryOut(effect, now) {
  if (effect.type === "keep") keepDraft(session.dataset.account, state);
  else if (effect.type === "sound") giveSignal(effect.signal);
  else if (effect.type === "announce") announce(say(effect.key, effect.values));
  else if (effect.type === "dialog") openDialog(effect.name, currentLine(state));
  else showView(effect.done, now);
}

function showView(exercise, now) {
  turnTo(state.view);
  if (isPlaying()) {
    keepScreenOn();
    showExercise(state, exercise, now);
  } else {
    letScreenSleep();
    fillForm(form, state, now);
    scrollTo(0, 0);
  }
}

function begin() {
  const { client_key: key, pain_before: painBefore } = form.elements;
  dispatch({
    type: "begin",
    key: key.value,
    lines: readLines(form),
    typed: { pain_before: painBefore.value },
  });
}

function stop(reason, isSore = false) {
  closeDialogs();
  dispatch({ type: "stop", reason, isSore });
}

function forget() {
  state = null;
  dropDraft(session.dataset.account);
}

// The first tap asks, the second throws the session away.
function discard(button) {
  if (!button.dataset.asked) {
    button.dataset.asked = "yes";
    button.querySelector("span").textContent = button.dataset.again;
    return;
  }
  forget();
  location.reload();
}

function mute() {
  toggleMuted();
  quieten();
  paint(state, Date.now());
}

const ACTIONS = {
  begin,
  mute,
  discard,
  list() {
    turnTo("list");
    scrollTo(0, 0);
  },
  close: closeDialogs,
  "own-reason": () => stop(session.querySelector("#own-reason").value.trim()),
};

function act(pressed) {
  const { do: name, reason, sore } = pressed.dataset;
  if (reason) return stop(reason, sore !== undefined);
  const action = ACTIONS[name];
  if (action) action(pressed);
  else dispatch({ type: name ?? "main" }); // the dial is the main button too
}

function onKey(event) {
  const isFree = !event.target.closest("button, input, a, dialog[open]");
  if (event.key !== " " || !isFree || !isPlaying()) return;
  event.preventDefault();
  dispatch({ type: "main" });
}

function onVisibility() {
  if (!state) return;
  if (document.visibilityState === "hidden") dispatch({ type: "keep" });
  else if (isPlaying()) keepScreenOn();
  dispatch({ type: "tick" });
}

// Without a queue to take the form over, a missing network is said here.
function onUnsent(event) {
  if (event.target !== form || event.defaultPrevented || navigator.onLine) return;
  event.preventDefault();
  delete form.dataset.sent;
  form.querySelector("[data-no-network]").hidden = false;
}

function listenToForm() {
  form.addEventListener("input", ({ target: { name, value } }) => {
    if (state && name) dispatch({ type: "type", name, value });
  });
  form.addEventListener("submit", () => {
    completeMoments(form, Date.now());
    if (state) dispatch({ type: "keep" });
  });
  form.addEventListener("queued", forget);
  document.addEventListener("submit", onUnsent);
}

function listen() {
  session.addEventListener("click", ({ target }) => {
    const pressed = target.closest("[data-do], [data-reason], .dial");
    if (!pressed) return;
    wakeAudio();
    wake();
    act(pressed);
  });
  session.querySelector("#own-reason").addEventListener("keydown", ({ key }) => {
    if (key === "Enter") ACTIONS["own-reason"]();
  });
  session.querySelector("dialog.leave").addEventListener("close", () => dispatch({ type: "stay" }));
  listenToTouches(() => state, dispatch);
  listenToChoices();
  document.addEventListener("keydown", onKey);
  document.addEventListener("visibilitychange", onVisibility);
  addEventListener("pagehide", () => state && dispatch({ type: "keep" }));
  setInterval(() => isPlaying() && dispatch({ type: "tick" }), TICK);
}

function restore(draft) {
  if (!draft?.lines?.length) return turnTo("start");
  state = draft;
  renumber(form, state.lines);
  dispatch({ type: "reload" });
}

if (session) {
  listenToForm();
  listen();
  restore(readDraft(session.dataset.account));
}
