// Which taps act: never the second of two at one place, always one at another place or later.

import assert from "node:assert/strict";
import { test } from "node:test";

import { AGAIN, NEAR, SOON, following, mayAct } from "../../static/pages/tap_guard.js";

const tap = (time, x = 100, y = 500, kind = "act") => ({ time, x, y, kind });

// Which of several taps act, one after the other.
function acting(...taps) {
  let last = null;
  return taps.map((one) => {
    const acts = mayAct(last, one);
    last = following(last, one);
    return acts;
  });
}

test("the first tap acts", () => {
  assert.deepEqual(acting(tap(5_000)), [true]);
});

test("a second tap at one place acts only after a while", () => {
  for (const gap of [0, 50, 150, 300, 500, 700, SOON - 1]) {
    assert.deepEqual(acting(tap(0), tap(gap)), [true, false], `${gap} ms`);
  }
  assert.deepEqual(acting(tap(0), tap(SOON)), [true, true]);
});

test("a page that comes to a tap late gives nobody less time to see what it did", () => {
  const late = { ...tap(0), late: 400 };
  assert.deepEqual(acting(late, tap(SOON + 399)), [true, false]);
  assert.deepEqual(acting(late, tap(SOON + 400)), [true, true]);
  assert.deepEqual(acting(late, tap(300, 58, 296)), [true, true]);
});

test("a tap at another place acts at once", () => {
  assert.deepEqual(acting(tap(0), tap(100, 100 + NEAR + 1)), [true, true]);
  assert.deepEqual(acting(tap(0), tap(100, 100, 500 - NEAR - 1)), [true, true]);
  assert.deepEqual(acting(tap(0), tap(100, 100 + NEAR)), [true, false]);
});

test("a series of taps at one place is one tap", () => {
  assert.deepEqual(acting(tap(0), tap(600), tap(1_200), tap(1_800), tap(2_600)), [
    true, false, false, false, true,
  ]);
});

test("a form that came back is sent again by the first tap there that is no double tap", () => {
  const sends = "/account/register Create account";
  const first = { ...tap(0), page: 1, sends };
  const again = (time, more = {}) => ({ ...tap(time), page: 2, refused: true, sends, ...more });
  assert.deepEqual(acting(first, again(AGAIN)), [true, true]);
  assert.deepEqual(acting(first, again(AGAIN - 1)), [true, false]);
  assert.deepEqual(acting(first, again(AGAIN), again(2 * AGAIN)), [true, true, false]);
  assert.deepEqual(acting(first, again(AGAIN), again(2 * AGAIN, { page: 3 })), [true, true, true]);
  assert.deepEqual(acting(first, again(AGAIN, { refused: false })), [true, false]);
  assert.deepEqual(acting(first, again(AGAIN, { sends: "/account/delete Delete" })), [true, false]);
});

const link = (time) => tap(time, 100, 500, "link");
const choice = (time, y = 500) => tap(time, 100, y, "choice");
const repetition = (time) => tap(time, 100, 500, "count");

test("a link after a link acts, a link after something that was done does not, nor the other way", () => {
  assert.deepEqual(acting(link(0), link(100)), [true, true]);
  assert.deepEqual(acting(tap(0), link(100)), [true, false]);
  assert.deepEqual(acting(link(0), tap(100)), [true, false]);
  assert.deepEqual(acting(tap(0), link(100), link(200)), [true, false, false]);
  assert.deepEqual(acting(link(0), tap(100), link(200)), [true, false, false]);
});

test("a choice in a form that a link led to is none at once, one after another is", () => {
  assert.deepEqual(acting(link(0), choice(450), choice(700)), [true, false, false]);
  assert.deepEqual(acting(tap(0), choice(450)), [true, false]);
  assert.deepEqual(acting(link(0), choice(SOON), choice(SOON + 100)), [true, true, true]);
  assert.deepEqual(acting(choice(0), choice(0), link(100)), [true, true, true]);
  assert.deepEqual(acting(link(0), choice(450, 500 + NEAR + 1)), [true, true]);
});

test("repetitions are counted as fast as they come, and nothing else acts right after one", () => {
  assert.deepEqual(acting(repetition(0), repetition(90), repetition(180)), [true, true, true]);
  assert.deepEqual(acting(repetition(0), tap(100), repetition(200)), [true, false, false]);
  assert.deepEqual(acting(repetition(0), choice(100)), [true, false]);
  assert.deepEqual(acting(tap(0), repetition(300), repetition(600)), [true, false, false]);
});

test("on the page that a tap led to another place acts at once, the same place does not", () => {
  for (const gap of [50, 300, SOON - 1]) {
    assert.deepEqual(acting(tap(0), tap(gap, 58, 296)), [true, true], `${gap} ms`);
    assert.deepEqual(acting(tap(0), tap(gap, 58, 296, "link")), [true, true], `${gap} ms`);
    assert.deepEqual(acting(tap(0), tap(gap)), [true, false], `${gap} ms`);
  }
});

test("two taps of one moment are one, however coarse the clock", () => {
  assert.deepEqual(acting(tap(10_000.1), tap(10_000)), [true, false]);
});

test("a clock that was put back stops nobody", () => {
  assert.deepEqual(acting(tap(10_000), tap(0)), [true, true]);
});
