// What an exercise of a session asks for, how much of it was done, and how that is said.

const dose = (() => {
  const MINUTE = 60_000;

  // What a line of the programme asks for, as the form says it.
  function asked(line) {
    const number = line.dataset.number;
    const said = (name) => document.getElementById(`${number}-${name}`)?.value ?? "";
    const whole = (name) => Math.max(0, Math.trunc(Number(said(name))) || 0);
    const side = line.querySelector(`[name="${number}-side"]:checked`)?.value ?? "";
    return {
      number,
      exercise: line.querySelector("[data-name]").textContent,
      token: line.dataset.token,
      dose: line.querySelector("[data-dose]").textContent.trim(),
      how: line.querySelector("[data-how]")?.textContent ?? "",
      sets: whole("sets"),
      reps: whole("reps"),
      hold: whole("hold_seconds"),
      minutes: whole("minutes"),
      side,
      counts: [],
      walked: 0,
      outcome: "",
      reason: "",
      ended: null,
    };
  }

  // How it is gone through: by the stopwatch, by counting, by holding, or simply done.
  function manner(line) {
    if (line.minutes && !line.reps && !line.hold) return "watch";
    if (line.hold) return "hold";
    return line.reps || line.sets ? "tap" : "plain";
  }

  const goal = (line) => line.reps || 1;
  const sidesOf = (line) => (line.side === "both" ? ["left", "right"] : [line.side]);
  const roundsOf = (line) => (line.sets || 1) * sidesOf(line).length;
  const sideOf = (line, round) => sidesOf(line)[round % sidesOf(line).length];
  const setOf = (line, round) => Math.floor(round / sidesOf(line).length) + 1;
  const begun = (line) => line.counts.some((count) => count > 0) || line.walked > 0;

  const minutesOf = (line) => Math.max(1, Math.round(line.walked / MINUTE));

  function firstOpen(line) {
    for (let round = 0; round < roundsOf(line); round += 1) {
      if ((line.counts[round] ?? 0) < goal(line)) return round;
    }
    return 0;
  }

  // What of a line goes into the diary. Sets that differ are given with the least, which is never
  // too much, and counted out in the note.
  function result(line) {
    const kind = manner(line);
    const outcome = line.outcome || (begun(line) ? "partly" : "");
    if (!begun(line) || kind === "plain") return { outcome, reason: line.reason };
    if (kind === "watch") {
      return { outcome, reason: line.reason, minutes: minutesOf(line) };
    }
    const rounds = Array.from({ length: roundsOf(line) }, (_, round) => ({
      side: sideOf(line, round), set: setOf(line, round), count: line.counts[round] ?? 0,
    })).filter((round) => round.count > 0);
    const sides = [...new Set(rounds.map((round) => round.side))];
    const counts = rounds.map((round) => round.count);
    const found = {
      outcome,
      reason: line.reason,
      sets: line.sets ? Math.max(...rounds.map((round) => round.set)) : "",
      reps: line.reps ? Math.min(...counts) : "",
      side: sides.length === 2 ? "both" : sides[0],
    };
    if (new Set(counts).size > 1 || (sides.length === 2 && rounds.length % 2)) {
      found.note = `Repetitions: ${rounds.map((round) => `${round.count}${sides.length === 2 ? ` ${round.side}` : ""}`).join(", ")}`;
    }
    return found;
  }

  // What was done, in a few words for the person.
  function summary(line) {
    const { outcome, reason, minutes } = result(line);
    if (!outcome || outcome === "done") return line.dose;
    const total = line.counts.reduce((sum, count) => sum + (count ?? 0), 0);
    const done = minutes ? `${minutes} of ${line.minutes} min` : total ? `${total} of ${goal(line) * roundsOf(line)}` : "";
    return [done, reason].filter(Boolean).join(" · ");
  }

  function spelled(seconds) {
    const minutes = Math.floor(seconds / 60);
    return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
  }

  return {
    asked, manner, goal, roundsOf, sideOf, setOf,
    begun, minutesOf, firstOpen, result, summary, spelled,
  };
})();
