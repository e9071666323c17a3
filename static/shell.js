// The page without a network: what can be logged with nothing but what this device knows.

export function build(shell, { el, known, newKey, eased }) {
  shell.append(el("button", { type: "button", textContent: "Try again", onclick: () => location.reload() }));
  if (!known) {
    shell.append(el("p", { textContent: "Nobody is signed in on this device, so nothing can be logged here until the network is back." }));
    return;
  }
  if (known.theme !== "system") document.documentElement.dataset.theme = known.theme;
  document.querySelector("#shell-lead").prepend("What you log here is kept on this device and sent when the network is back. ");
  const spasm = el("section", { className: "spasm" });
  shell.append(
    spasm,
    section("Exercise", el("div", { className: "taps" }, ...known.exercises.map(exercise))),
    section("Pain, on average today", levels("day_average")),
    section("Pain right now", levels("now", noteField())),
    section("Tried for relief", el("div", { className: "row quiet" }, ...reliefs())),
  );
  const showSpasm = ({ detail: { entries, spasms } }) => {
    const ended = ({ id }) => entries.some(({ path }) => path === `/episodes/${id}/end`);
    const running = known.running && !ended(known.running) ? known.running : null;
    spasm.replaceChildren(...running ? on(running) : spasms.length ? [] : starts());
  };
  shell.addEventListener("waiting", showSpasm);

  function section(heading, ...children) {
    return el("section", {}, el("h2", { textContent: heading }), ...children);
  }

  function form(action, fields, ...children) {
    const made = el("form", { method: "post", action });
    made.dataset.queue = "";
    for (const [name, value] of Object.entries({ client_key: newKey(), ...fields })) {
      made.append(el("input", { type: "hidden", name, value }));
    }
    made.append(...children);
    return made;
  }

  function starts() {
    const offered = known.ago ?? []; // a device may have kept what it knows before there was this
    const earlier = offered.filter(Boolean).map((minutes) => el("button", {
      className: "chip", name: "ago", value: minutes, textContent: `${minutes} min ago`,
    }));
    const starting = form("/episodes/start", {},
      el("button", { className: "big", name: "ago", value: 0, textContent: "Spasm now" }),
      el("div", { className: "ago" }, ...earlier));
    starting.className = "spasm-now";
    return [starting];
  }

  function on({ id, since }) {
    const ends = eased(id);
    ends.querySelector("button").className = "main";
    return [el("h2", { textContent: `Spasm since ${since}` }), ends];
  }

  function exercise({ name, dose, fields }) {
    const words = el("span", {}, el("strong", { textContent: name }), " ",
      el("span", { className: "soft", textContent: dose }));
    return form("/exercises/new", fields, el("button", { className: "tap" }, words));
  }

  function levels(kind, ...more) {
    const buttons = Array.from({ length: 11 }, (_, level) => el("button", {
      className: `p${level}`, name: "level", value: level, textContent: level,
    }));
    return form("/pain/new", { kind }, ...more,
      el("div", { className: "levels" }, ...buttons),
      el("p", { className: "ends" }, el("span", { textContent: "0 none" }),
        el("span", { textContent: "10 worst imaginable" })));
  }

  function noteField() {
    const field = el("textarea", { name: "note", rows: 2 });
    return el("label", { className: "own" }, "A note, if you like; then the level", field);
  }

  function reliefs() {
    const methods = JSON.parse(document.querySelector("#relief-methods").textContent);
    return Object.entries(methods).map(([method, word]) =>
      form("/relief/new", { method }, el("button", { className: "chip", textContent: word })));
  }
}
