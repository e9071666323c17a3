// When the person's own rule lets a relief be used again, also where no time of a use is known: as
// journal/core/diary/next_use.py works it out.

const HOUR = 3_600_000;
const REST_OF_DAY = 12 * HOUR; // a use whose time nobody gave is kept at the noon of its day

// {at, basis}: from then on its hours are over; counted from a "time" that was given, or from the end
// of a "day" without one, and of "today" no hour can be said yet. Null where nothing is to wait for.
export function nextUse(timedAt, untimedAt, hours, now) {
  if (!hours) return null;
  const dayEnd = untimedAt && untimedAt + REST_OF_DAY;
  const ends = [[timedAt, "time"], [dayEnd, dayEnd > now ? "today" : "day"]];
  const uses = ends.filter(([end]) => end).map(([end, basis]) => ({ at: end + hours * HOUR, basis }));
  return uses.filter(({ at }) => at > now).sort((left, right) => right.at - left.at)[0] ?? null;
}

// How far the clocks of a zone are ahead of UTC.
function aheadOfUtc(zone, moment) {
  const text = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(moment);
  return Date.parse(`${text.replace(" ", "T")}Z`) - moment;
}

// The moment at which the clocks of a zone show a local time, as a form has it.
export function momentIn(zone, text) {
  const local = Date.parse(`${text}Z`);
  return local - aheadOfUtc(zone, local - aheadOfUtc(zone, local));
}
