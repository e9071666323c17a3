// What waiting entries make of the flare plan. Nothing here knows the page.

const PLAN = /^\/flareplans\/(begin|[^/]+\/end)$/;

export const isBegin = ({ path }) => path.endsWith("/begin");

export const isPlanEntry = ({ path }) => PLAN.test(path);

// What this device knows, as it is once what waits has arrived: {exercises, plan, whole, …}.
export function knownWith(known, entries) {
  const last = entries.filter(isPlanEntry).at(-1);
  if (!last) return known;
  if (!isBegin(last)) return { ...known, exercises: known.whole ?? known.exercises };
  return { ...known, exercises: known.plan?.doses ?? known.exercises, plan: null };
}
