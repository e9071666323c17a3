// What the player shows of a state. It reads the state and changes the page, nothing else.

import { clockText } from "../clock_text.js";
import { el, write } from "../dom.js";
import { say } from "../words.js";
import { MINUTE, countOf, isBegun, manner, repetitionGoal, sideOf } from "./exercise.js";
import { sayParts } from "./form.js";
import { leaveKey, mainKey, phaseKey, tallyParts } from "./labels.js";
import { currentLine, walkedTime } from "./machine.js";
import { isMuted } from "./signals.js";
import { SECOND, isPaused, remaining } from "./steps.js";

const session = document.querySelector(".session");
const player = session?.querySelector(".player");
const form = session?.querySelector("form");
const part = (name) => player.querySelector(`[data-${name}]`);
const button = (name) => player.querySelector(`[data-do="${name}"]`);

export function announce(text) {
  part("announce").textContent = text;
}

// Turn to one of the four views: start, list, play, end.
export function turnTo(view) {
  session.dataset.view = view;
  for (const block of session.querySelectorAll(".in-start, .in-list, .in-end")) {
    block.hidden = !block.classList.contains(`in-${view}`);
  }
  player.hidden = view !== "play";
  form.hidden = view === "play";
  for (const block of document.body.children) block.inert = view === "play" && block.id !== "main";
}

export function showExercise(state, exercise, now) {
  const line = currentLine(state);
  introduce(state, line);
  paint(state, now);
  const where = { exercise: line.exercise, place: state.place + 1, count: state.lines.length };
  const lead = exercise ? `${say("player_exercise_done", { exercise })} ` : "";
  announce(lead + say("player_exercise", where));
  part("title").focus({ preventScroll: true });
  player.scrollTo(0, 0);
}

function introduce(state, line) {
  showPicture(line);
  write(part("title"), line.exercise);
  write(part("player-dose"), line.dose);
  write(part("player-how"), line.how);
  const where = { place: state.place + 1, count: state.lines.length };
  write(part("where"), say("player_where", where));
  const marks = state.lines.map(({ outcome }, place) => (
    el("li", { className: place === state.place ? "now" : outcome })
  ));
  player.querySelector(".segments").replaceChildren(...marks);
}

// A picture of one's own stands in for the drawing. It was loaded with the page, so that it needs
// no network any more; in the place of one that did not come are its words.
function showPicture({ token, number }) {
  const own = form.querySelector(`.performed[data-number="${number}"] [data-picture] img`);
  const place = part("own-picture");
  place.hidden = !own;
  const hasCome = !own?.complete || own.naturalWidth;
  const words = () => el("p", { className: "soft", dir: "auto", textContent: own.alt });
  place.replaceChildren(...(own ? [hasCome ? own.cloneNode() : words()] : []));
  const picture = player.querySelector("[data-sprite]");
  picture.hidden = !token || Boolean(own);
  for (const use of picture.querySelectorAll("use")) {
    const { figure } = use.parentElement.dataset;
    use.setAttribute("href", `${picture.dataset.sprite}#${token}-${figure}`);
  }
}

export function paint(state, now) {
  const { step } = state;
  const line = currentLine(state);
  player.dataset.step = step.name;
  player.dataset.kind = manner(line);
  player.classList.toggle("paused", isPaused(step));
  player.classList.toggle("mirrored", isMirrored(line, step));
  player.classList.toggle("muted", isMuted());
  button("mute").setAttribute("aria-pressed", String(isMuted()));
  const phase = phaseKey(step);
  write(part("phase"), phase ? say(phase) : "");
  write(part("tally"), sayParts(tallyParts(line, step), " · "));
  labelButtons(state, line);
  paintDial(state, line, now);
}

function isMirrored(line, { round }) {
  return line.side === "both" && round !== undefined && sideOf(line, round) === "right";
}

function labelButtons({ step, place }, line) {
  write(button("main"), say(mainKey(line, step)));
  write(button("leave"), say(leaveKey(line, step)));
  button("back").hidden = step.name === "intro" && place === 0;
  button("less").hidden = step.name !== "tap" || countOf(line, step.round) === 0;
  button("done").hidden = step.name !== "watch";
}

function paintDial(state, line, now) {
  const { share, figure } = dialOf(state, line, now);
  player.querySelector(".arc").setAttribute("stroke-dashoffset", String(1 - share));
  write(part("figure-now"), figure);
  const isTap = state.step.name === "tap";
  write(part("unit"), isTap ? say("player_of", { goal: repetitionGoal(line) }) : "");
}

// How much of the dial is filled, and the figure in its middle.
function dialOf(state, line, now) {
  const { step } = state;
  if (step.name === "watch") {
    const walked = walkedTime(state, now);
    const share = Math.min(1, walked / (line.minutes * MINUTE));
    return { share, figure: clockText(Math.floor(walked / SECOND)) };
  }
  if (step.name === "tap") {
    const count = countOf(line, step.round);
    return { share: count / repetitionGoal(line), figure: String(count) };
  }
  if (!step.ends) return { share: 0, figure: "" };
  const left = remaining(step, now);
  return { share: left / step.length, figure: String(Math.ceil(left / SECOND)) };
}

export function openDialog(name, line) {
  if (name === "leave") {
    const question = isBegun(line) ? "player_why_stop" : "player_why_skip";
    player.querySelector("#leave-title").textContent = say(question);
    player.querySelector("#own-reason").value = "";
  }
  player.querySelector(`dialog.${name}`).showModal();
}

export function closeDialogs() {
  for (const dialog of player.querySelectorAll("dialog[open]")) dialog.close();
}
