// What comes next in an exercise, how long it takes and how it is said. Nothing here knows the page.
// A timed step ends at a moment; paused, it knows how much of it is left.

const steps = (() => {
  const SECOND = 1_000;
  const READY = 5_000; // to get into position
  const TURN = 8_000; // to change sides
  const REST = 30_000; // between sets
  const LIFT = 2_000;
  const LOWER = 2_000;
  const WAITING = ["ready", "turn", "rest"];
  const PHASES = {
    ready: "Get ready", turn: "Other side", lift: "Lift", hold: "Hold", lower: "Lower", rest: "Rest",
  };
  const { manner, goal, roundsOf, sideOf, setOf, begun, firstOpen, spelled } = dose;

  function timed(name, round, length, from) {
    return { name, round, length, ends: from + length, left: null };
  }

  // What an exercise begins with; nothing where it is simply done.
  function first(line, now) {
    const kind = manner(line);
    if (kind === "plain") return null;
    return kind === "watch" ? { name: "watch", since: now } : timed("ready", firstOpen(line), READY, now);
  }

  // What follows a step that is no repetition yet.
  function after(line, { name, round }, at) {
    if (name === "lift") return timed("hold", round, line.hold * SECOND, at);
    return manner(line) === "hold" ? timed("lift", round, LIFT, at) : { name: "tap", round };
  }

  // What follows a repetition that is counted; nothing after the last.
  function afterRepetition(line, step, at) {
    const { round } = step;
    if (line.counts[round] < goal(line)) {
      return manner(line) === "hold" ? timed("lower", round, LOWER, at) : step;
    }
    const next = round + 1;
    if (next >= roundsOf(line)) return null;
    const turned = setOf(line, next) === setOf(line, round);
    return turned ? timed("turn", next, TURN, at) : timed("rest", next, REST, at);
  }

  // A timed step from its beginning, waiting for somebody who was away; nothing where none is.
  function again({ name, round }, now) {
    if (!WAITING.includes(name) && !["lift", "hold", "lower"].includes(name)) return null;
    return { ...timed("ready", round, READY, now), left: READY };
  }

  const waits = ({ name }) => WAITING.includes(name);

  function paused(step) {
    return step.name === "watch" ? !step.since : (step.left ?? null) !== null;
  }

  const remaining = (step, now) => Math.max(0, step.left ?? step.ends - now);

  function phase(step) {
    return paused(step) && step.name !== "intro" ? "Paused" : PHASES[step.name] ?? "";
  }

  // How far one is.
  function tally(line, { name, round }) {
    if (name === "watch") return `of ${line.minutes} minutes`;
    if (name === "intro") return standing(line);
    const parts = [`${line.counts[round] ?? 0} of ${goal(line)}`];
    if (line.side) parts.push(`${sideOf(line, round)} side`);
    if (line.sets > 1) parts.push(`set ${setOf(line, round)} of ${line.sets}`);
    return parts.join(" · ");
  }

  function standing(line) {
    if (line.outcome === "skipped") return `Skipped${line.reason ? `: ${line.reason.toLowerCase()}` : ""}`;
    if (line.outcome === "done") return "Done";
    if (!begun(line)) return "";
    if (manner(line) === "watch") return `${spelled(Math.floor(line.walked / SECOND))} so far`;
    return `${line.counts.reduce((sum, count) => sum + (count ?? 0), 0)} of ${goal(line) * roundsOf(line)} so far`;
  }

  // What the button that goes on says, and the one that leaves.
  function goingOn(line, step) {
    if (step.name === "tap") return "One done";
    if (step.name !== "intro") return paused(step) ? "Go on" : waits(step) ? "Start now" : "Pause";
    if (line.outcome) return "Do it again";
    return begun(line) ? "Go on" : manner(line) === "plain" ? "Done" : "Start";
  }

  function leaving(line, { name }) {
    if (name === "intro" && line.outcome) return "Next";
    return begun(line) || name !== "intro" ? "Stop here" : "Skip";
  }

  return {
    first, after, afterRepetition, again, waits, paused, remaining, phase, tally, goingOn, leaving,
  };
})();
