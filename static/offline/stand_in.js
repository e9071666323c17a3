// The page that stands in without a network: what can be logged with what this device knows.

import { el, hiddenField } from "../dom.js";
import { newKey } from "../keys.js";
import { say } from "../words.js";
import { makeEndForm } from "./panel.js";
import { runningSpasms } from "./titles.js";

const place = document.querySelector("#stand-in");
const LEVELS = Array.from({ length: 11 }, (_, level) => level);

function makeSection(headingKey, ...children) {
  return el("section", {}, el("h2", { textContent: say(headingKey) }), ...children);
}

function makeForm(action, fields, ...children) {
  const form = el("form", { method: "post", action });
  form.dataset.queue = "";
  for (const [name, value] of Object.entries({ client_key: newKey(), ...fields })) {
    form.append(hiddenField(name, value));
  }
  form.append(...children);
  return form;
}

function makeStart(offered) {
  const earlier = offered.filter(Boolean).map((minutes) => el("button", {
    className: "chip", name: "ago", value: minutes, textContent: say("minutes_ago", { minutes }),
  }));
  const form = makeForm("/episodes/start", {},
    el("button", { className: "big", name: "ago", value: 0, textContent: say("spasm_now") }),
    el("div", { className: "ago" }, ...earlier));
  form.className = "spasm-now";
  return form;
}

function makeRunning({ id, since }) {
  const heading = el("h2", { textContent: say("spasm_since", { time: since }) });
  return [heading, makeEndForm(id, "main")];
}

function makeExercise({ name, dose, fields }) {
  const words = el("span", {}, el("strong", { textContent: name }), " ",
    el("span", { className: "soft", textContent: dose }));
  return makeForm("/exercises/new", fields, el("button", { className: "tap" }, words));
}

function makeLevels(kind, ...more) {
  const buttons = LEVELS.map((level) => el("button", {
    className: `p${level}`, name: "level", value: level, textContent: level,
  }));
  return makeForm("/pain/new", { kind }, ...more,
    el("div", { className: "levels" }, ...buttons),
    el("p", { className: "ends" }, el("span", { textContent: say("pain_least") }),
      el("span", { textContent: say("pain_most") })));
}

function makeNote() {
  const field = el("textarea", { name: "note", rows: 2 });
  return el("label", { className: "own" }, say("note_then_level"), field);
}

function makeReliefs() {
  const methods = JSON.parse(document.querySelector("#relief-methods").textContent);
  return methods.map((method) => makeForm("/relief/new", { method },
    el("button", { className: "chip", textContent: say(`relief_${method}`) })));
}

// Show the spasm that runs, or the way to start one.
function drawSpasm(section, known, entries) {
  const isEnded = ({ id }) => entries.some(({ path }) => path === `/episodes/${id}/end`);
  const isOn = known.running && !isEnded(known.running);
  if (isOn) section.replaceChildren(...makeRunning(known.running));
  else section.replaceChildren(...(runningSpasms(entries).length ? [] : [makeStart(known.ago)]));
}

// `known` is what this device keeps of whoever uses it, undefined for nobody.
export function buildStandIn(known) {
  const retry = () => location.reload();
  place.append(el("button", { type: "button", textContent: say("try_again"), onclick: retry }));
  if (!known) {
    place.append(el("p", { textContent: say("nobody_signed_in") }));
    return;
  }
  if (known.theme !== "system") document.documentElement.dataset.theme = known.theme;
  document.querySelector("#stand-in-lead").prepend(`${say("stand_in_lead")} `);
  const spasm = el("section", { className: "spasm" });
  place.append(
    spasm,
    makeSection("exercise", el("div", { className: "taps" }, ...known.exercises.map(makeExercise))),
    makeSection("pain_average", makeLevels("day_average")),
    makeSection("pain_now", makeLevels("now", makeNote())),
    makeSection("relief", el("div", { className: "row quiet" }, ...makeReliefs())),
  );
  document.addEventListener("waiting", ({ detail }) => drawSpasm(spasm, known, detail));
}
