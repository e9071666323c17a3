import assert from "node:assert/strict";
import test from "node:test";

import { isPlanEntry, knownWith } from "../../static/offline/plan_entries.js";

const FULL = [{ name: "Bridge", dose: "15 times" }];
const HALF = [{ name: "Bridge", dose: "7 times" }];
const before = { exercises: FULL, plan: { doses: HALF }, whole: null };
const during = { exercises: HALF, plan: null, whole: FULL };
const begin = { path: "/flareplans/begin" };
const end = { path: "/flareplans/1/end" };

test("a plan that begins on this device asks its part of each dose at once", () => {
  assert.deepEqual(knownWith(before, [begin]).exercises, HALF);
});

test("a plan that begins on this device is not offered once more", () => {
  assert.equal(knownWith(before, [begin]).plan, null);
});

test("a plan that ends on this device asks all of the programme again", () => {
  assert.deepEqual(knownWith(during, [end]).exercises, FULL);
});

test("whatever else waits changes nothing of what is asked", () => {
  const others = [{ path: "/episodes/1/end" }, { path: "/flareplans/1/extend" }, { path: "/pain/new" }];
  assert.equal(knownWith(before, others), before);
  assert.equal(others.some(isPlanEntry), false);
});

test("what a device noted before it knew of doses still works", () => {
  assert.deepEqual(knownWith({ exercises: FULL, plan: {} }, [begin]).exercises, FULL);
});
