// Two taps at one place in quick succession are one: a finger that taps twice, or a page that moved
// under it, does nothing that nobody meant. Nothing here knows the page.

export const SOON = 800; // milliseconds
export const AGAIN = 300; // milliseconds: longer than the pause between two taps of one movement
export const NEAR = 28; // pixels on the screen: less than from one level to the next

// What may follow soon, by the kind of the last tap. A choice where a link was a moment ago is not
// meant; repetitions are counted as fast as they are done; what is neither acts once.
const HARMLESS = { link: ["link"], choice: ["choice", "link"], count: ["count"] };

// Whether a tap may act after the last one. A tap: {time, late, x, y, kind, page, refused, sends}; `late`:
// how long a busy page took to act on it; `sends`: which form, by which control; `refused`: whether the
// page says why nothing was saved; `last` may be null. A tap at another place is one of its own, and so
// is one that sends a form again that came back.
// Clocks of events are coarse: two taps of one moment may seem to come in the other order. A clock
// that was put back further stops nobody.
export function mayAct(last, tap) {
  if (!last || HARMLESS[last.kind]?.includes(tap.kind)) return true;
  const delay = tap.time - last.time;
  const isSentAgain = tap.refused && tap.page !== last.page && tap.sends && tap.sends === last.sends;
  const isApart = delay <= -SOON || delay >= (isSentAgain ? AGAIN : SOON + (last.late ?? 0));
  return isApart || Math.hypot(tap.x - last.x, tap.y - last.y) > NEAR;
}

// The tap to compare the following one with. A series of taps at one place stays one tap, and what
// any of them was to do counts for all of them.
export function following(last, tap) {
  return mayAct(last, tap) || tap.kind === "act" ? tap : { ...tap, kind: last.kind };
}
