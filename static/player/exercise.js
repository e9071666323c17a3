// One exercise of a session: what it asks for, how much of it is done, and what of it is logged.
// Nothing here knows the page or the clock.

export const MINUTE = 60_000;

// How an exercise is done: by the stopwatch, by holding, by tapping each repetition, or just done.
export function manner(line) {
  if (line.minutes && !line.reps && !line.hold) return "watch";
  if (line.hold) return "hold";
  return line.reps || line.sets ? "tap" : "plain";
}

// A round is one set on one side.
export const repetitionGoal = (line) => line.reps || 1;
const sidesOf = (line) => (line.side === "both" ? ["left", "right"] : [line.side]);
export const roundsOf = (line) => (line.sets || 1) * sidesOf(line).length;
export const sideOf = (line, round) => sidesOf(line)[round % sidesOf(line).length];
export const setOf = (line, round) => Math.floor(round / sidesOf(line).length) + 1;
export const countOf = (line, round) => line.counts[round] ?? 0;
export const totalCount = (line) => line.counts.reduce((sum, count) => sum + (count ?? 0), 0);
export const isBegun = (line) => totalCount(line) > 0 || line.walked > 0;
export const minutesDone = (line) => Math.max(1, Math.round(line.walked / MINUTE));

// The first round with repetitions left; the first of all where none is left.
export function firstOpenRound(line) {
  for (let round = 0; round < roundsOf(line); round += 1) {
    if (countOf(line, round) < repetitionGoal(line)) return round;
  }
  return 0;
}

function roundsDone(line) {
  const rounds = Array.from({ length: roundsOf(line) }, (_, round) => ({
    side: sideOf(line, round), set: setOf(line, round), count: countOf(line, round),
  }));
  return rounds.filter((round) => round.count > 0);
}

// The fields of an exercise that go into the diary. Where sets differ, the least count is given,
// which never claims too much, and `uneven` lists them all for the note.
export function resultOf(line) {
  const way = manner(line);
  const isSome = isBegun(line) && (way !== "watch" || line.walked >= MINUTE / 2);
  const outcome = line.outcome || (isSome ? "partly" : "");
  const { reason } = line;
  if (!outcome || !isBegun(line) || way === "plain") return { outcome, reason };
  if (way === "watch") return { outcome, reason, minutes: minutesDone(line) };
  const rounds = roundsDone(line);
  const sides = [...new Set(rounds.map((round) => round.side))];
  const counts = rounds.map((round) => round.count);
  const isUneven = new Set(counts).size > 1 || (sides.length === 2 && rounds.length % 2 === 1);
  return {
    outcome,
    reason,
    sets: line.sets ? Math.max(...rounds.map((round) => round.set)) : "",
    reps: line.reps ? Math.min(...counts) : "",
    side: sides.length === 2 ? "both" : sides[0],
    ...(isUneven && { uneven: unevenRounds(rounds, sides) }),
  };
}

function unevenRounds(rounds, sides) {
  return rounds.map(({ count, side }) => ({ count, side: sides.length === 2 ? side : "" }));
}
