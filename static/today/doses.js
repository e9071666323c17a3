// What the programme asks once a flare plan is begun or ended on this device: the tiles of Today
// follow at once, and not only when that arrives.

import { el, hiddenField } from "../dom.js";
import { say } from "../words.js";
import { COMMON_FIELDS } from "./controls.js";
import { makeForm } from "./spasm.js";

const KEPT = [...COMMON_FIELDS, "completed_at"];

// The fields of a tile as a line says them.
function changeFields(form, fields) {
  for (const input of form.querySelectorAll("input[type=hidden]")) {
    if (!KEPT.includes(input.name)) input.remove();
  }
  for (const [name, value] of Object.entries(fields)) {
    form.prepend(hiddenField(name, value));
  }
}

// After one side the next tap logs the other one, and after both all of it again. `lines` is what
// the programme asks, of which a dose that differs from side to side is two.
export function turnSide(button, lines) {
  const form = button?.closest("form[data-half]");
  if (!form) return;
  const side = form.elements.side.value;
  const own = lines.filter(({ id }) => `do-${id}` === button.id);
  const following = own.length > 1 ? own.find(({ fields }) => fields.side !== side) : own[0];
  if (!following) return;
  changeFields(form, following.fields);
  if (form.dataset.half === "first") {
    form.dataset.half = "second";
    button.querySelector(".soft").textContent = say(`only_${side}`, { dose: following.dose });
  } else if (own.length > 1) form.dataset.half = "first";
  else delete form.dataset.half;
}

// A tile that tells of what was done keeps its words.
function changeTile(form, { dose, fields }) {
  changeFields(form, fields);
  const button = form.querySelector("button");
  if (!button.matches(".done, .part")) button.querySelector(".soft").textContent = dose;
}

// The tile that logs one line of the programme as done.
export function makeTile({ id, name, dose, fields }) {
  const button = el("button", { className: "tap", id: `do-${id}` },
    el("strong", { dir: "auto", textContent: name }),
    el("span", { className: "soft", textContent: dose }));
  button.dataset.tap = "tile";
  return makeForm("/exercises/new", fields, button);
}

// Ask for these lines and no others; `begun` says which day of a plan it is, where it is one.
export function showDoses(root, lines, begun = "") {
  const section = root.querySelector("#today-exercises");
  if (!section) return;
  for (const part of root.querySelectorAll(".flare-plan, #today-exercises :is(.plan-on, p.soft)")) part.remove();
  const taps = section.querySelector(".taps") ?? el("div", { className: "taps" });
  const tiles = new Map([...taps.children].map((form) => [form.querySelector("button").id, form]));
  const forms = lines.map((line) => {
    const form = tiles.get(`do-${line.id}`);
    if (form) changeTile(form, line);
    return form ?? makeTile(line);
  });
  taps.replaceChildren(...forms);
  const words = lines.length ? [taps] : [el("p", { className: "soft", textContent: say("flare_plan_nothing") })];
  const line = begun ? [el("div", { className: "plan-on" }, el("span", { textContent: begun }))] : [];
  taps.remove();
  section.append(...line, ...words);
}
