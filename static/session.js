// The player of a session: one exercise at a time, over the same form that works without it.
// Whatever was done is written down on the device at once, so that a reload loses nothing; it is
// sent only by the form's own Save. Time is told by the clock and never by counting ticks.

const READY = 5_000; // to get into position
const TURN = 8_000; // to change sides
const REST = 30_000; // between sets
const LIFT = 2_000;
const LOWER = 2_000;
const TICK = 200;
const AWAY = 90_000; // a longer silence of the timers means that nobody was following them
const OLD = 6 * 3_600_000; // a session left for so long is only offered to be saved
const SECOND = 1_000;
const MINUTE = 60_000;

const PHASES = {
  ready: "Get ready", turn: "Other side", lift: "Lift", hold: "Hold", lower: "Lower", rest: "Rest", tap: "", watch: "",
};

const {
  asked, manner, goal, roundsOf, sideOf, setOf, begun, minutesOf, firstOpen, result, summary, spelled,
} = dose;
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

  // Steps. A timed one ends at a moment; paused, it knows how much of it is left.

  const line = () => state.run[state.at];

  function timed(name, round, length, from) {
    return { name, round, length, ends: from + length, left: null };
  }

  function go(step, signal) {
    state.step = step;
    shownSecond = null;
    if (signal) sound.give(...SIGNALS[signal]);
    keep();
  }

  function start() {
    const now = Date.now();
    const kind = manner(line());
    if (line().outcome) Object.assign(line(), { counts: [], walked: 0, outcome: "", reason: "", ended: null });
    drop(line());
    if (kind === "plain") return complete(now);
    if (kind === "watch") return go({ name: "watch", since: now });
    go(timed("ready", firstOpen(line()), READY, now));
  }

  function act(round, from, signal) {
    if (manner(line()) === "hold") go(timed("lift", round, LIFT, from), signal && "lift");
    else go({ name: "tap", round }, signal && "lift");
  }

  function onward(at, loud) {
    const { name, round } = state.step;
    if (name === "ready" || name === "turn" || name === "rest") act(round, at, loud);
    else if (name === "lift") go(timed("hold", round, line().hold * SECOND, at), loud && line().hold > 2 && "hold");
    else if (name === "hold") counted(at, loud);
    else if (name === "lower") act(round, at, loud);
  }

  function counted(at, loud) {
    const { round } = state.step;
    const done = (line().counts[round] ?? 0) + 1;
    line().counts[round] = done;
    line().ended = at;
    if (done >= goal(line())) return rounded(at, loud);
    say(`${done} of ${goal(line())}`);
    if (manner(line()) === "hold") go(timed("lower", round, LOWER, at), loud && "lower");
    else go(state.step, loud && "hold");
  }

  function rounded(at, loud) {
    const next = state.step.round + 1;
    if (next >= roundsOf(line())) return complete(at);
    const turned = setOf(line(), next) === setOf(line(), state.step.round);
    const step = turned ? timed("turn", next, TURN, at) : timed("rest", next, REST, at);
    say(turned ? "Change to the right side" : "Rest before the next set");
    go(step, loud && step.name);
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

  function paused() {
    const { step } = state;
    return step.name === "watch" ? !step.since : step.left !== null && step.left !== undefined;
  }

  function pause(at) {
    if (state.step.name === "watch") gather(at);
    else if (state.step.ends && !paused()) state.step.left = Math.max(0, state.step.ends - at);
    keep();
  }

  function resume() {
    const now = Date.now();
    if (state.step.name === "watch") state.step.since = now;
    else Object.assign(state.step, { ends: now + state.step.left, left: null });
    lastTick = now;
    keep();
  }

  function left(reason) {
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
    if (name === "ready" || name === "turn" || name === "rest") return onward(Date.now(), true);
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
    const { name, round } = state.step;
    if (!["ready", "turn", "rest", "lift", "hold", "lower"].includes(name)) return;
    go({ ...timed("ready", round, READY, Date.now()), left: READY });
  }

  // Showing

  function say(text) {
    part("announce").textContent = text;
  }

  function view(name) {
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
    view(name);
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
    const still = paused();
    player.dataset.step = step.name;
    player.dataset.kind = manner(line());
    player.classList.toggle("paused", still);
    player.classList.toggle("mirrored", line().side === "both" && step.round !== undefined && sideOf(line(), step.round) === "right");
    player.classList.toggle("muted", sound.muted);
    button("mute").setAttribute("aria-pressed", String(sound.muted));
    part("phase").textContent = still && step.name !== "intro" ? "Paused" : PHASES[step.name] ?? "";
    part("tally").textContent = tally();
    label(still);
    dial(now);
  }

  function label(still) {
    const { name } = state.step;
    const again = line().outcome ? "Do it again" : begun(line()) ? "Go on" : manner(line()) === "plain" ? "Done" : "Start";
    const waiting = name === "ready" || name === "turn" || name === "rest";
    const words = { intro: again, tap: "One done" };
    button("main").textContent = words[name] ?? (still ? "Go on" : waiting ? "Start now" : "Pause");
    button("back").hidden = name === "intro" && state.at === 0;
    button("less").hidden = name !== "tap" || !(line().counts[state.step.round] > 0);
    button("done").hidden = name !== "watch";
    button("leave").textContent = name === "intro" && line().outcome ? "Next" : begun(line()) || name !== "intro" ? "Stop here" : "Skip";
  }

  function tally() {
    const { name, round } = state.step;
    const one = line();
    if (name === "watch") return `of ${one.minutes} minutes`;
    if (name === "intro") return standing(one);
    const parts = [`${one.counts[round] ?? 0} of ${goal(one)}`];
    if (one.side) parts.push(`${sideOf(one, round)} side`);
    if (one.sets > 1) parts.push(`set ${setOf(one, round)} of ${one.sets}`);
    return parts.join(" · ");
  }

  function standing(one) {
    if (one.outcome === "skipped") return `Skipped${one.reason ? `: ${one.reason.toLowerCase()}` : ""}`;
    if (one.outcome === "done") return "Done";
    if (!begun(one)) return "";
    if (manner(one) === "watch") return `${spelled(Math.floor(one.walked / SECOND))} so far`;
    return `${one.counts.reduce((sum, count) => sum + (count ?? 0), 0)} of ${goal(one) * roundsOf(one)} so far`;
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
      const remaining = Math.max(0, step.left ?? step.ends - now);
      share = remaining / step.length;
      figure = String(Math.ceil(remaining / SECOND));
      countdown(figure);
    }
    player.querySelector(".arc").setAttribute("stroke-dashoffset", String(1 - share));
    part("figure-now").textContent = figure;
    part("unit").textContent = step.name === "tap" ? `of ${goal(line())}` : "";
  }

  function countdown(figure) {
    const { name } = state.step;
    if (paused() || !["ready", "turn", "rest"].includes(name)) return;
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
    list: () => view("list"),
    main: () => { main(); if (state.view === "play") paint(Date.now()); },
    back,
    less: () => { less(); paint(Date.now()); },
    done: () => complete(Date.now()),
    finish,
    mute: () => { sound.mute(); paint(Date.now()); },
    return: () => { state.view = "play"; keep(); show(); },
    leave: () => (state.step.name === "intro" && line().outcome ? move(null) : ask()),
    care: () => hold("care"),
    close: (it) => it.closest("dialog").close(),
    "own-reason": () => reasoned(player.querySelector("#own-reason").value.trim()),
    discard,
  };

  function hold(dialog) {
    if (state.step.ends && !paused()) pause(Date.now());
    paint(Date.now());
    player.querySelector(`dialog.${dialog}`).showModal();
  }

  function ask() {
    player.querySelector("#leave-title").textContent = begun(line()) ? "Stop here? Why?" : "Skip it today? Why?";
    player.querySelector("#own-reason").value = "";
    hold("leave");
  }

  function reasoned(reason) {
    player.querySelector("dialog.leave").close();
    left(reason);
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
    view("start");
  }
}

if (session) {
  const kept = `session-${session.dataset.account}`;
  play(session, kept, recalled(kept));
}
