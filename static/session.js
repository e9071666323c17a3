// The player of a session: one exercise at a time, over the same form that works without it.
// Whatever was done is written down on the device at once, so that a reload loses nothing; it is
// sent only by the form's own Save. Time is told by the clock and never by counting ticks.

const TICK = 200;
const AWAY = 90_000; // a longer silence of the timers means that nobody was following them
const OLD = 6 * 3_600_000; // a session left for so long is only offered to be saved
const SECOND = 1_000;
const MINUTE = 60_000;

const { asked, manner, goal, sideOf, begun, minutesOf, result, summary, spelled } = dose;
const { waits, remaining } = steps;
const { SIGNALS, sounds, wakefulness } = signals;
const session = document.querySelector(".session[data-account]");

function recalled(kept) {
  try {
    return JSON.parse(localStorage.getItem(kept));
  } catch {
    return null;
  }
}

function play(session, kept, found) {
  const form = session.querySelector("form");
  const player = session.querySelector(".player");
  const part = (name) => player.querySelector(`[data-${name}]`);
  const button = (name) => player.querySelector(`[data-do="${name}"]`);
  const sound = sounds();
  const awake = wakefulness();
  let state = null;
  let lastTick = Date.now();
  let shownSecond = null;

  // Keeping

  function keep() {
    if (!state) return;
    state.touched = Date.now();
    localStorage.setItem(kept, JSON.stringify(state));
  }

  function forget() {
    state = null;
    localStorage.removeItem(kept);
  }

  function begin() {
    const chosen = [...form.querySelectorAll("[data-include]:checked")].map((box) => box.dataset.include);
    const lines = [...form.querySelectorAll(".performed")].map(asked);
    const run = lines.filter((line) => chosen.includes(line.number));
    const now = Date.now();
    state = {
      key: form.elements.client_key.value,
      began: now,
      touched: now,
      at: 0,
      view: "play",
      run: run.length ? run : lines,
      typed: { pain_before: form.elements.pain_before.value },
      step: { name: "intro" },
    };
    show();
  }

  // Going through it

  const line = () => state.run[state.at];
  const paused = () => steps.paused(state.step);

  function go(step, signal) {
    state.step = step;
    shownSecond = null;
    if (signal) sound.give(...SIGNALS[signal]);
    keep();
  }

  function start() {
    const now = Date.now();
    if (line().outcome) Object.assign(line(), { counts: [], walked: 0, outcome: "", reason: "", ended: null });
    drop(line());
    const step = steps.first(line(), now);
    if (step) go(step);
    else complete(now);
  }

  function onward(at, loud) {
    if (state.step.name === "hold") return counted(at, loud);
    const next = steps.after(line(), state.step, at);
    if (next.name !== "hold") go(next, loud && "lift");
    else go(next, loud && line().hold > 2 && "hold");
  }

  function counted(at, loud) {
    const { round } = state.step;
    line().counts[round] = (line().counts[round] ?? 0) + 1;
    line().ended = at;
    const next = steps.afterRepetition(line(), state.step, at);
    if (!next) return complete(at);
    const words = { turn: "Change to the right side", rest: "Rest before the next set" };
    say(words[next.name] ?? `${line().counts[round]} of ${goal(line())}`);
    go(next, loud && (next.name === "tap" ? "hold" : next.name));
  }

  function complete(at) {
    gather(at);
    line().outcome = manner(line()) === "watch" && minutesOf(line()) < line().minutes ? "partly" : "done";
    line().reason = "";
    if (manner(line()) !== "watch") line().ended = at;
    move("complete", `${line().exercise} done. `);
  }

  // The time walked until now, put by.
  function gather(now) {
    if (state.step.name !== "watch" || !state.step.since) return;
    line().walked += now - state.step.since;
    line().ended = now;
    state.step.since = null;
  }

  function move(signal, word = "") {
    drop(line());
    if (state.at + 1 < state.run.length) {
      state.at += 1;
      go({ name: "intro" }, signal);
      show(word);
    } else {
      if (signal) sound.give(...SIGNALS[signal]);
      finish();
    }
  }

  function finish() {
    gather(Date.now());
    state.view = "end";
    state.step = { name: "intro" };
    keep();
    show();
  }

  function pause(at) {
    if (state.step.name === "watch") gather(at);
    else if (state.step.ends && !paused()) state.step.left = remaining(state.step, at);
    keep();
  }

  function resume() {
    const now = Date.now();
    if (state.step.name === "watch") state.step.since = now;
    else Object.assign(state.step, { ends: now + state.step.left, left: null });
    lastTick = now;
    keep();
  }

  function leave(reason) {
    gather(Date.now());
    line().reason = reason;
    line().ended ??= Date.now();
    line().outcome = !begun(line()) ? "skipped" : reason === "Too sore" ? "stopped" : "partly";
    move(null, "Noted. ");
  }

  // What the main button does, in each step.
  function main() {
    const { name } = state.step;
    if (name === "intro") return start();
    if (name === "tap") return counted(Date.now(), true);
    if (paused()) return resume();
    if (waits(state.step)) return onward(Date.now(), true);
    pause(Date.now());
  }

  function back() {
    if (state.step.name !== "intro") {
      gather(Date.now());
      go({ name: "intro" });
    } else {
      state.at -= 1;
      go({ name: "intro" });
    }
    show();
  }

  function less() {
    const { round } = state.step;
    line().counts[round] = Math.max(0, (line().counts[round] ?? 0) - 1);
    say(`${line().counts[round]} of ${goal(line())}`);
    keep();
  }

  // The clock

  function tick() {
    if (!state || state.view !== "play") return;
    const now = Date.now();
    if (now - lastTick > AWAY && state.step.ends && !paused()) rewind();
    lastTick = now;
    while (state.view === "play" && state.step.ends && !paused() && now >= state.step.ends) {
      const late = now - state.step.ends;
      onward(state.step.ends, late < SECOND);
    }
    if (state.view === "play") paint(now);
  }

  // Somebody was away in the middle of a repetition: it begins again, when they say so.
  function rewind() {
    const step = steps.again(state.step, Date.now());
    if (step) go(step);
  }

  // Showing

  function say(text) {
    part("announce").textContent = text;
  }

  function turnTo(name) {
    session.dataset.view = name;
    for (const it of form.parentElement.querySelectorAll(".in-start, .in-list, .in-end")) {
      it.hidden = !it.classList.contains(`in-${name}`);
    }
    player.hidden = name !== "play";
    form.hidden = name === "play";
    for (const it of document.body.children) it.inert = name === "play" && it.id !== "main";
  }

  function show(word = "") {
    const { view: name } = state;
    turnTo(name);
    if (name === "play") {
      awake.keep();
      introduce();
      paint(Date.now());
      say(`${word}${line().exercise}, ${state.at + 1} of ${state.run.length}`);
      part("title").focus({ preventScroll: true });
      player.scrollTo(0, 0);
    } else {
      awake.drop();
      if (name === "end") summarise();
      window.scrollTo(0, 0);
    }
  }

  function introduce() {
    const { token, exercise, dose, how } = line();
    const picture = player.querySelector(".picture");
    picture.hidden = !token;
    for (const use of picture.querySelectorAll("use")) {
      const end = use.parentElement.dataset.figure;
      use.setAttribute("href", `${picture.dataset.sprite}#${token}-${end}`);
    }
    part("title").textContent = exercise;
    part("player-dose").textContent = dose;
    part("player-how").textContent = how;
    part("where").textContent = `${state.at + 1} of ${state.run.length}`;
    const marks = state.run.map((one, place) => {
      const mark = document.createElement("li");
      mark.className = place === state.at ? "now" : one.outcome;
      return mark;
    });
    player.querySelector(".segments").replaceChildren(...marks);
  }

  function paint(now) {
    const { step } = state;
    player.dataset.step = step.name;
    player.dataset.kind = manner(line());
    player.classList.toggle("paused", paused());
    player.classList.toggle("mirrored", line().side === "both" && step.round !== undefined && sideOf(line(), step.round) === "right");
    player.classList.toggle("muted", sound.muted);
    button("mute").setAttribute("aria-pressed", String(sound.muted));
    part("phase").textContent = steps.phase(step);
    part("tally").textContent = steps.tally(line(), step);
    label();
    dial(now);
  }

  function label() {
    const { name } = state.step;
    button("main").textContent = steps.goingOn(line(), state.step);
    button("leave").textContent = steps.leaving(line(), state.step);
    button("back").hidden = name === "intro" && state.at === 0;
    button("less").hidden = name !== "tap" || !(line().counts[state.step.round] > 0);
    button("done").hidden = name !== "watch";
  }

  function dial(now) {
    const { step } = state;
    let share = 0;
    let figure = "";
    if (step.name === "watch") {
      const walked = line().walked + (step.since ? now - step.since : 0);
      share = Math.min(1, walked / (line().minutes * MINUTE));
      figure = spelled(Math.floor(walked / SECOND));
      reached(walked);
    } else if (step.name === "tap") {
      share = (line().counts[step.round] ?? 0) / goal(line());
      figure = String(line().counts[step.round] ?? 0);
    } else if (step.ends) {
      share = remaining(step, now) / step.length;
      figure = String(Math.ceil(remaining(step, now) / SECOND));
      countdown(figure);
    }
    player.querySelector(".arc").setAttribute("stroke-dashoffset", String(1 - share));
    part("figure-now").textContent = figure;
    part("unit").textContent = step.name === "tap" ? `of ${goal(line())}` : "";
  }

  function countdown(figure) {
    if (paused() || !waits(state.step)) return;
    if (figure !== shownSecond && shownSecond !== null && Number(figure) <= 3 && Number(figure) > 0) {
      sound.give(...SIGNALS.second);
    }
    shownSecond = figure;
  }

  function reached(walked) {
    const { minutes } = line();
    if (walked < minutes * MINUTE || state.step.reached) return;
    state.step.reached = true;
    sound.give(...SIGNALS.complete);
    say(`${minutes} minutes reached. Go on as long as you like.`);
    keep();
  }

  // The form at the end

  // Corrections to a line do not outlive its being done again.
  function drop(one) {
    for (const name of Object.keys(state.typed)) {
      if (name.startsWith(`${one.number}-`)) delete state.typed[name];
    }
  }

  function put(name, value) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
    else {
      const hidden = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      form.append(hidden);
    }
  }

  function summarise() {
    for (const one of state.run) {
      const found = result(one);
      for (const [name, value] of Object.entries(found)) put(`${one.number}-${name}`, value);
      put(`${one.number}-exercise`, one.exercise);
      const words = document.getElementById(`${one.number}-exercise-line`)?.querySelector("[data-dose]");
      if (words) words.textContent = summary(one);
      put(`${one.number}-completed_at`, found.outcome ? stamp(one.ended ?? Date.now()) : "");
    }
    for (const [name, value] of Object.entries(state.typed)) put(name, value);
    form.elements.client_key.value = state.key;
    const done = state.run.filter((one) => result(one).outcome && one.outcome !== "skipped").length;
    const skipped = state.run.filter((one) => one.outcome === "skipped").length;
    const parts = [`${done} of ${state.run.length} done`, ...(skipped ? [`${skipped} skipped`] : [])];
    session.querySelector("[data-sum]").textContent = `${parts.join(", ")}.`;
  }

  function stamp(moment) {
    return `${new Date(moment).toISOString().slice(0, 19)}Z`;
  }

  // Listening

  const doings = {
    begin,
    list: () => turnTo("list"),
    main: () => { main(); if (state.view === "play") paint(Date.now()); },
    back,
    less: () => { less(); paint(Date.now()); },
    done: () => complete(Date.now()),
    finish,
    mute: () => { sound.mute(); paint(Date.now()); },
    return: () => { state.view = "play"; keep(); show(); },
    leave: () => (state.step.name === "intro" && line().outcome ? move(null) : ask()),
    care: () => interrupt("care"),
    close: (it) => it.closest("dialog").close(),
    "own-reason": () => reasoned(player.querySelector("#own-reason").value.trim()),
    discard,
  };

  function interrupt(dialog) {
    if (state.step.ends && !paused()) pause(Date.now());
    paint(Date.now());
    player.querySelector(`dialog.${dialog}`).showModal();
  }

  function ask() {
    player.querySelector("#leave-title").textContent = begun(line()) ? "Stop here? Why?" : "Skip it today? Why?";
    player.querySelector("#own-reason").value = "";
    interrupt("leave");
  }

  function reasoned(reason) {
    player.querySelector("dialog.leave").close();
    leave(reason);
  }

  function discard(it) {
    if (!it.dataset.asked) {
      it.dataset.asked = "yes";
      it.querySelector("span").textContent = it.dataset.again;
      return;
    }
    forget();
    location.reload();
  }

  session.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-do], [data-reason], .dial");
    if (!pressed) return;
    sound.wake();
    if (pressed.matches(".dial")) doings.main();
    else if (pressed.dataset.reason) reasoned(pressed.dataset.reason);
    else doings[pressed.dataset.do](pressed);
  });
  player.querySelector("#own-reason").addEventListener("keydown", (event) => {
    if (event.key === "Enter") doings["own-reason"]();
  });
  document.addEventListener("keydown", (event) => {
    const free = !event.target.closest("button, input, a, dialog[open]");
    if (event.key !== " " || !free || state?.view !== "play") return;
    event.preventDefault();
    doings.main();
  });
  form.addEventListener("input", (event) => {
    if (!state || !event.target.name) return;
    state.typed[event.target.name] = event.target.value;
    keep();
  });
  form.addEventListener("submit", () => {
    for (const it of form.querySelectorAll(".performed")) {
      const moment = form.elements.namedItem(`${it.dataset.number}-completed_at`);
      const said = form.elements.namedItem(`${it.dataset.number}-outcome`).value;
      moment.value = said ? moment.value || stamp(Date.now()) : "";
    }
    keep();
  });
  // The queue says so when it has taken the form over; without one, a missing network is said here.
  form.addEventListener("queued", forget);
  document.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented || navigator.onLine) return;
    event.preventDefault();
    delete form.dataset.sent;
    form.querySelector("[data-no-network]").hidden = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
    else if (state?.view === "play") awake.keep();
    tick();
  });
  window.addEventListener("pagehide", keep);
  setInterval(tick, TICK);

  // The programme may have been changed since: each line keeps to its exercise, not to its place.
  function placed(run) {
    const free = new Map([...form.querySelectorAll(".performed")].map((it) => [it.querySelector("[data-name]").textContent, it.dataset.number]));
    for (const [place, one] of run.entries()) {
      one.number = free.get(one.exercise) ?? String(900 + place);
      free.delete(one.exercise);
    }
  }

  if (found?.run?.length) {
    state = found;
    placed(state.run);
    if (Date.now() - state.touched > OLD && state.step.name !== "watch") state.view = "end";
    if (state.view === "play" && state.step.ends) rewind();
    show();
  } else {
    turnTo("start");
  }
}

if (session) {
  const kept = `session-${session.dataset.account}`;
  play(session, kept, recalled(kept));
}
