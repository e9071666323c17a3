// What waiting entries make of the flare plan. Nothing here knows the page.

const PLAN = /^\/flareplans\/(begin|[^/]+\/end)$/;

export const isBegin = ({ path }) => path.endsWith("/begin");

export const isPlanEntry = ({ path }) => PLAN.test(path);

// What this device knows, as it is once what waits has arrived: {exercises, plan, whole, …}.
export function knownWith(facts, entries) {
  const last = entries.filter(isPlanEntry).at(-1);
  if (!last) return facts;
  if (!isBegin(last)) return { ...facts, exercises: facts.whole ?? facts.exercises };
  return { ...facts, exercises: facts.plan?.doses ?? facts.exercises, plan: null };
}
