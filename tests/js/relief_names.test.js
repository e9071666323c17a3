// What was used for relief is written here as the journal writes it: tests/words/test_relief_names.py
// reads the same table.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { reliefText, titleOf } from "../../static/offline/titles.js";

const NAMES = JSON.parse(readFileSync(new URL("../relief_names.json", import.meta.url)));

test("a dose stands with the name, as the journal writes it", () => {
  for (const [name, dose, unit, text] of NAMES) assert.equal(reliefText(name, { dose, unit }), text);
});

test("what waits is called with its dose, on the list too", () => {
  for (const path of ["/relief/new", "/methods/new"]) {
    const fields = [["method", "medicine"], ["name", "Ibuprofen"], ["dose", "400"], ["unit", "mg"]];
    const { name } = titleOf({ path, fields });
    assert.equal(reliefText(name.text, name.amount), "Ibuprofen 400 mg");
  }
});
