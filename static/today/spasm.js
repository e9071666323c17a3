// A spasm that was started without a network, and the way to start one, as Today shows them.

import { el, hiddenField } from "../dom.js";
import { newKey } from "../keys.js";
import { timeText } from "../offline/entry_words.js";
import { momentOf } from "../offline/titles.js";
import { elapsedText } from "../pages/elapsed.js";
import { ROOT, addressOf } from "../root.js";
import { say } from "../words.js";

const LEVELS = Array.from({ length: 11 }, (_, level) => level);

export function makeForm(action, fields, ...children) {
  const form = el("form", { method: "post", action: addressOf(action) });
  form.dataset.queue = "";
  const keys = { client_key: newKey(), next: ROOT };
  for (const [name, value] of Object.entries({ ...keys, ...fields })) {
    form.append(hiddenField(name, value));
  }
  form.append(...children);
  return form;
}

function makeTapped(mark, properties) {
  const button = el("button", properties);
  button.dataset.tap = mark;
  return button;
}

export function makeLevels() {
  const buttons = LEVELS.map((level) => makeTapped("level", {
    className: `p${level}`, name: "level", value: level, textContent: level,
    ariaLabel: say("pain_of_ten", { level }), ariaPressed: "false",
  }));
  return el("div", { className: "levels" }, ...buttons);
}

export function makeStart(offered) {
  const earlier = offered.filter(Boolean).map((minutes) => makeTapped("start", {
    className: "ago", name: "ago", value: minutes, id: `start-${minutes}`,
    textContent: say("minutes_ago", { minutes }),
  }));
  const form = makeForm("/episodes/start", {},
    makeTapped("start", { className: "big", name: "ago", value: 0, id: "start-0", textContent: say("spasm_now") }),
    el("div", { className: "agos" }, ...earlier));
  form.className = "spasm-now";
  return form;
}

export function makeEnd(key, properties) {
  return makeForm(`/episodes/${key}/end`, {},
    el("button", { ...properties, textContent: say("spasm_ended") }));
}

// How it ends on the page itself.
const makeMainEnd = (key) => makeEnd(key, { className: "main", id: "end-spasm" });

const makeStep = (days, doses, left) => el("li", {}, el("strong", { textContent: days }), ` ${doses} `,
  ...(left ? [el("span", { className: "soft", textContent: left })] : []));

// What somebody wants to remember when a spasm comes back: {helped, counts}, or null.
function makeRelapse(relapse) {
  if (!relapse) return [];
  const { helped, counts } = relapse;
  const words = helped || counts ? [
    ...(helped ? [el("p", { className: "note", dir: "auto", textContent: helped })] : []),
    ...(counts ? [el("p", { textContent: counts })] : []),
  ] : [el("p", { className: "empty", textContent: say("nothing_yet") })];
  return [el("details", { className: "relapse", open: true },
    el("summary", { textContent: say("what_helped") }), ...words)];
}

// The flare plan as this device knows it, open, from which it can be begun.
// {relief, help, steps: [{days, doses, left}]}, or null where no plan is to be begun.
function makePlan(plan) {
  if (!plan) return [];
  const words = (text) => el("p", { className: "note", dir: "auto", textContent: text });
  const steps = plan.steps.map(({ days, doses, left }) => makeStep(days, doses, left));
  steps.push(makeStep(say("flare_plan_then"), say("flare_plan_whole")));
  const help = [el("p", { className: "soft", textContent: say("flare_plan_help") }), words(plan.help)];
  const safety = el("a", { href: addressOf("/safety"), textContent: say("flare_plan_safety") });
  return [el("details", { className: "flare-plan", open: true },
    el("summary", { textContent: say("flare_plan") }),
    ...(plan.relief ? [words(plan.relief)] : []),
    el("ul", { className: "plan-steps" }, ...steps),
    ...(plan.help ? help : []),
    el("p", {}, safety),
    makeForm("/flareplans/begin", {},
      makeTapped("chip", { textContent: say("flare_plan_begin") })))];
}

// Its levels, and what is read in it, come on top of the page: nothing below the strip moves.
function makeSheet(key, { plan, relapse }) {
  const title = el("h2", { id: "spasm-title", textContent: say("how_is_it_now") });
  const sheet = el("div", { className: "sooner", id: "spasm-sheet", popover: "auto", role: "dialog" },
    title, makeForm("/pain/new", { kind: "now", episode_id: key }, makeLevels()),
    ...makePlan(plan), ...makeRelapse(relapse));
  sheet.setAttribute("aria-labelledby", title.id);
  return sheet;
}

const makeOpener = (...words) => {
  const opener = el("button", { type: "button", className: "since", id: "open-spasm" }, ...words);
  opener.setAttribute("popovertarget", "spasm-sheet");
  return opener;
};

// The strip of a spasm that the journal knows opens in place what it leads to with a network.
export function openInPlace(root, { running, plan, relapse }) {
  const strip = root.querySelector("a#open-spasm");
  if (!strip || !running) return;
  const isPlanShown = root.querySelector(".flare-plan") !== null;
  strip.parentNode.append(makeSheet(running.id, { plan: isPlanShown ? null : plan, relapse }));
  strip.replaceWith(makeOpener(...strip.childNodes));
}

// A spasm that is on: what is tapped goes to it by its key. As tall as the journal's own strip, it
// opens what that leads to.
export function makeRunning(key, time, facts, ...more) {
  const since = el("strong", { textContent: say("spasm_since", { time }) });
  return el("div", { className: "running" }, makeOpener(el("span", {}, since, ...more)), makeMainEnd(key),
    makeSheet(key, facts));
}

// One that was started on this device.
export function makeStarted(entry, facts) {
  const began = new Date(momentOf(entry)).toISOString();
  const elapsed = el("span", { className: "elapsed", textContent: elapsedText(began) });
  elapsed.dataset.since = began;
  return makeRunning(entry.key, timeText(entry), facts, elapsed);
}
