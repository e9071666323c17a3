import assert from "node:assert/strict";
import test from "node:test";

import { tileAfter } from "../../static/today/tiles.js";

const tile = (more) => ({ done: 0, planned: 1, half: undefined, isInPart: false, ...more });

test("what is done once keeps its dose", () => {
  assert.deepEqual(tileAfter(tile()), { done: 1, words: null });
});

test("what is done again says how often", () => {
  assert.deepEqual(tileAfter(tile({ done: 1 })), { done: 2, words: ["tile_times", { count: 2 }] });
});

test("what is planned several times says how many of them are done", () => {
  const after = tileAfter(tile({ planned: 3 }));
  assert.deepEqual(after, { done: 1, words: ["tile_of", { done: 1, planned: 3 }] });
});

test("what is done more often than planned says how often", () => {
  assert.equal(tileAfter(tile({ done: 1, planned: 2 })).words[0], "tile_of");
  const after = tileAfter(tile({ done: 2, planned: 2 }));
  assert.deepEqual(after, { done: 3, words: ["tile_times", { count: 3 }] });
});

test("the first of two sides is not done in full, the second is", () => {
  assert.equal(tileAfter(tile({ half: "first" })).done, 0);
  assert.deepEqual(tileAfter(tile({ half: "second" })), { done: 1, words: null });
});

test("both sides are done in part where the first was", () => {
  const after = tileAfter(tile({ half: "second", isInPart: true }));
  assert.deepEqual(after, { done: 0, words: ["tile_partly", {}] });
});
