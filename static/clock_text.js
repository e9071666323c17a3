// A length of time as a clock shows it: minutes and seconds.

export function clockText(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

// The day of a moment in a zone, as 2026-11-28.
export function dayIn(zone, moment) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(moment);
}
