// Exercises of every manner, for tests.

export function line(fields = {}) {
  return {
    number: "0", token: "bridge", exercise: "Bridge", dose: "as planned", how: "",
    sets: 0, reps: 0, hold: 0, minutes: 0, side: "",
    counts: [], walked: 0, outcome: "", reason: "", ended: null, ...fields,
  };
}

export const HOLD = { exercise: "Bridge", sets: 1, reps: 3, hold: 3 };
export const BOTH_SIDES = { exercise: "Side leg raise", sets: 1, reps: 2, hold: 2, side: "both" };
export const TAP = { exercise: "Curl-up", sets: 2, reps: 3 };
export const WATCH = { exercise: "Walking", minutes: 2 };
export const PLAIN = { exercise: "Stretch" };
