// In the service worker: whether Today, as it was last, may be shown before the journal has answered.

import { dayIn } from "../clock_text.js";
import { lastSent, readPage } from "./queue.js";

// The address of a script that the kept Today goes with; nothing where none of this day is kept.
self.keptToday = async () => {
  const page = await readPage("today");
  const isOfToday = page?.zone && page.day === dayIn(page.zone, Date.now());
  return isOfToday && page.at >= await lastSent() ? page.scripts : undefined;
};
