// Who uses this page: whoever is signed in, or, where a page stands in for the journal, whoever
// this device knows. {account, zone, clock}; empty for nobody.

const { account, zone, clock } = document.body.dataset;

export const person = account ? { account, zone, clock } : {};
export const isSomebody = () => Boolean(person.account);
export let isStandIn = document.querySelector("#stand-in") !== null;

// Whether this page stands in, once the journal's own was to take its place.
export function letStandIn(stands) {
  isStandIn = stands;
}

export function recognise(facts) {
  Object.assign(person, facts);
}
