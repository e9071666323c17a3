// When a relief may be used again is worked out here as the journal does it:
// tests/core/diary/test_next_use.py reads the same table.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { momentIn, nextUse } from "../../static/today/next_use.js";

const TABLE = JSON.parse(readFileSync(new URL("../next_uses.json", import.meta.url)));

for (const [title, timed, untimed, hours, now, expected] of TABLE) {
  test(title, () => {
    const moments = [timed, untimed].map((text) => text && Date.parse(text));
    const answer = nextUse(...moments, hours, Date.parse(now));
    assert.deepEqual(answer, expected && { at: Date.parse(expected[0]), basis: expected[1] });
  });
}

test("what a form says by the clocks of a zone is a moment", () => {
  assert.equal(momentIn("Europe/Berlin", "2026-05-20T09:55"), Date.parse("2026-05-20T07:55Z"));
  assert.equal(momentIn("Asia/Kathmandu", "2026-01-01T00:00:30"), Date.parse("2025-12-31T18:15:30Z"));
  assert.equal(momentIn("America/New_York", "2026-11-01T03:00"), Date.parse("2026-11-01T08:00Z"));
});
