// Where this journal lies on its host: "/", or "/journal/" where the host has others beside it. This
// module lies in a folder of its version under "static", so the root is two folders above.

export const ROOT = new URL("../../", import.meta.url).pathname;

// The address on this host of a path from the root of the journal on.
export const addressOf = (path) => ROOT + path.slice(1);

// The path from the root of the journal on, of an address on this host.
export const pathOf = (address) => `/${new URL(address).pathname.slice(ROOT.length)}`;

// A name in what all pages of a host share: each journal has its own. At the root of a host it is the
// plain one, under which devices keep what they have.
export const nameHere = (name) => (ROOT === "/" ? name : ROOT + name);
