// The database of this device. A tab with an older version gives way at once to a newer one; where
// another tab does not, opening fails with a message instead of waiting for ever.

import "../vendor/idb.js";

import { nameHere } from "../root.js";

const { openDB } = globalThis.idb;
const NAME = nameHere("journal");
const VERSION = 1;
const blockedListeners = [];
let handle;

class Blocked extends Error {}

// For promises that nobody awaits: without a database everything goes the plain way, and that is
// no fault. Any other problem is thrown on.
export function passOver(problem) {
  if (!(problem instanceof Blocked || problem instanceof DOMException)) throw problem;
}

export function whenBlocked(listener) {
  blockedListeners.push(listener);
}

function createStores(database) {
  database.createObjectStore("waiting", { keyPath: "order", autoIncrement: true });
  database.createObjectStore("kept");
}

function giveWay(_current, _wanted, event) {
  event.target.close();
  handle = undefined;
}

function open() {
  return new Promise((resolve, reject) => {
    const request = openDB(NAME, VERSION, {
      upgrade: createStores,
      blocking: giveWay,
      blocked() {
        reject(new Blocked());
        for (const tell of blockedListeners) tell();
      },
      terminated() { handle = undefined; },
    });
    request.then((database) => { handle = request; resolve(database); }, (problem) => {
      handle = undefined;
      reject(problem);
    });
  });
}

// Throws Blocked while a tab with an older version is open.
export function database() {
  handle ??= open();
  return handle;
}
