// In the service worker: whether Today, as it was last, may be shown before the journal has answered.

import { dayIn } from "../clock_text.js";
import { lastSent, readPage } from "./queue.js";

// The address of a script that the kept Today goes with; nothing where none of this day is kept.
self.keptToday = async () => {
  const kept = await readPage("today");
  const isOfToday = kept?.zone && kept.day === dayIn(kept.zone, Date.now());
  return isOfToday && kept.at >= await lastSent() ? kept.scripts : undefined;
};
