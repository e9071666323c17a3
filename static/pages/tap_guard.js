// Two taps at one place in quick succession are one: a finger that taps twice, or a page that moved
// under it, writes nothing that nobody meant. Nothing here knows the page.

export const SOON = 800; // milliseconds
export const NEAR = 28; // pixels on the screen: less than from one level to the next

// Links after links and choices after choices write nothing that nobody meant, however soon. A choice
// where a link was a moment ago is not meant.
function isHarmless(last, tap) {
  return !last.writes && !tap.writes && (last.chooses || !tap.chooses);
}

// Whether a tap may act after the last one. A tap: {time, late, x, y, writes, chooses}; `late`: how
// long a busy page took to act on it; `last` may be null. A tap at another place is one of its own.
// Clocks of events are coarse: two taps of one moment may seem to come in the other order. A clock
// that was put back further stops nobody.
export function mayAct(last, tap) {
  if (!last || isHarmless(last, tap)) return true;
  const passed = tap.time - last.time;
  const isApart = passed <= -SOON || passed >= SOON + (last.late ?? 0);
  return isApart || Math.hypot(tap.x - last.x, tap.y - last.y) > NEAR;
}

// The tap to compare the following one with. A series of taps at one place stays one tap, and what
// its first one did counts for all of them.
export function following(last, tap) {
  if (mayAct(last, tap)) return tap;
  return { ...tap, writes: last.writes || tap.writes, chooses: last.chooses };
}
