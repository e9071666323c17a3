// Where this journal lies on its host: "/", or "/journal/" where others lie beside it. The root is
// two folders above this module.

export const ROOT = new URL("../../", import.meta.url).pathname;

// Addresses from the root of the journal on, and whole ones.
export const addressOf = (path) => ROOT + path.slice(1);
export const pathOf = (address) => `/${new URL(address).pathname.slice(ROOT.length)}`;

// All pages of a host share names of what they keep: each journal has its own.
export const nameHere = (name) => (ROOT === "/" ? name : ROOT + name);
