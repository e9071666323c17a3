// What a tab keeps while it is open. It is shared by all pages of a host, other journals' among them.

import { nameHere } from "./root.js";

// Forget what this journal keeps in the tab.
export function forgetTab() {
  for (const name of Object.keys(sessionStorage)) {
    if (name === nameHere(name.split("/").at(-1))) sessionStorage.removeItem(name);
  }
}
