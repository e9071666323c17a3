// What the programme asks once a flare plan is begun or ended on this device: the tiles of Today
// follow at once, and not only when that arrives.

import { el } from "../dom.js";
import { say } from "../words.js";
import { makeForm } from "./spasm.js";
import { changeFields } from "./tiles.js";

// A tile that tells of what was done keeps its words.
function changeTile(form, { dose, fields, planned = 1 }) {
  changeFields(form, fields);
  const button = form.querySelector("button");
  button.dataset.planned = planned;
  if (!button.matches(".done, .part")) button.querySelector(".soft").textContent = dose;
}

// The tile that logs one line of the programme as done.
export function makeTile({ id, name, dose, fields, planned = 1 }) {
  const button = el("button", { className: "tap", id: `do-${id}` },
    el("strong", { dir: "auto", textContent: name }),
    el("span", { className: "soft", textContent: dose }));
  Object.assign(button.dataset, { tap: "tile", done: 0, planned });
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
