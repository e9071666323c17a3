// Who uses this page: whoever is signed in, or, where a page stands in for the journal, whoever
// this device knows. {account, zone, clock}; empty for nobody.

const { account, zone, clock } = document.body.dataset;

export const person = account ? { account, zone, clock } : {};
export const isSomebody = () => Boolean(person.account);
export let isStandIn = document.querySelector("#stand-in") !== null;

// The journal's own page has taken the place of the one that stood in for it.
export function takePlace() {
  isStandIn = false;
}

export function recognise(known) {
  Object.assign(person, known);
}
