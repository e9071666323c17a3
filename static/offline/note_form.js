// The note of today without a network, where this device keeps Today: with what it said there, or in
// what waits, so that nothing written elsewhere is overwritten unseen.

import { el } from "../dom.js";
import { ROOT, addressOf } from "../root.js";
import { makeForm } from "../today/spasm.js";
import { say } from "../words.js";

// `note`: what the kept Today says.
export function buildNote(place, path, note, entries) {
  const texts = entries.filter((entry) => entry.path === path).map(({ fields }) => new Map(fields).get("note"));
  const value = texts.findLast((text) => text !== undefined) ?? note;
  const field = el("textarea", { id: "note", name: "note", rows: 6, value });
  const origin = { version: 1, opened: JSON.stringify(value ? { note: value } : {}) };
  const form = makeForm(path, origin,
    el("label", { htmlFor: "note", textContent: say("note_of_day") }), field,
    el("p", {}, el("button", { className: "main", textContent: say("save") })));
  form.addEventListener("queued", () => location.replace(ROOT));
  const today = el("a", { href: addressOf("/"), textContent: say("to_today") });
  place.append(form, el("p", { className: "soft", textContent: say("note_alone") }), el("p", {}, today));
}
