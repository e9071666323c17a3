// What a waiting entry is called, from its address and fields. Nothing here knows the page.

import { endOf } from "./delivery.js";

const MINUTE = 60_000;
const NEXT_DAYS = 6 * 24 * 60 * MINUTE;
const NAMES = {
  episodes: "entry_spasm",
  checkins: "entry_checkin",
  recall: "entry_recall",
  events: "entry_event",
  changes: "entry_undo",
  prompts: "entry_question",
  "off-ramp": "entry_answer",
  insight: "entry_no_exercise",
  account: "entry_question",
  session: "entry_session",
  flareplans: "entry_plan",
  guides: "entry_guide",
  goals: "entry_goal",
  abilities: "entry_abilities",
  ladders: "entry_ladder",
  laddersteps: "entry_step",
};
const SUFFIXES = {
  start: "entry_began",
  begin: "entry_began",
  end: "entry_ended",
  edit: "entry_changed",
  delete: "entry_deleted",
  stop: "entry_taken_off",
  overlap: "entry_changed",
};

// {key, values}, or {text} for what the person called it; of a relief its `amount` too.
function nameOf(kind, fields) {
  if (kind === "pain" && fields.level) return { key: "entry_pain", values: { level: fields.level } };
  if (kind === "pain") return { key: "entry_level" };
  if (kind === "exercises" && fields.exercise) return { text: fields.exercise };
  if (kind === "exercises") return { key: "entry_exercise" };
  if (kind === "programme" && fields.exercise) return { text: fields.exercise };
  if (kind === "programme") return { key: "entry_programme" };
  if (kind === "days") return dayName(fields);
  if (kind === "relief") return reliefName(fields);
  if (kind === "methods" && fields.name) return reliefName(fields);
  if (kind === "topics" && fields.name) return { text: fields.name };
  return { key: NAMES[kind] ?? "entry_other" };
}

// One answer of a day is called by what it answers; all of a day's form at once is the day's note.
function dayName(fields) {
  const [name, value] = dayAnswer(fields);
  if (name === "no_exercise") return { key: "entry_no_exercise" };
  if (name === "sleep") return value ? { key: "entry_sleep_level", values: { level: value } } : { key: "entry_sleep" };
  if (!name) return { key: "entry_day" };
  return { text: /^\d/.test(value) ? `${name.slice(1)}: ${value}` : name.slice(1) };
}

const ANSWERS = ["no_exercise", "sleep", "factor"];

// [name, value] of the one thing that a tap says of a day; the name of an own question begins with
// a mark of its own, so that it is never taken for another. Nothing for a whole form.
function dayAnswer({ next: _, ...fields }) {
  const [name, ...rest] = Object.keys(fields);
  if (rest.length || !ANSWERS.includes(name)) return [];
  if (name !== "factor") return [name, fields[name]];
  const mark = fields.factor.lastIndexOf("=");
  return mark < 1 ? [] : [`=${fields.factor.slice(0, mark)}`, fields.factor.slice(mark + 1)];
}

// {subject, isTakenBack} of an entry that is one answer about a day; null for any other.
export function answerOf({ path, fields: pairs }) {
  if (!path.startsWith("/days/")) return null;
  const [name, value] = dayAnswer(Object.fromEntries(pairs));
  return name ? { subject: `${path} ${name}`, isTakenBack: !value } : null;
}

// The entries without the answers that were changed since: what is to be shown of what waits.
export function withoutFormerAnswers(entries) {
  const last = new Map(entries.map((entry) => [answerOf(entry)?.subject, entry]));
  return entries.filter((entry) => {
    const subject = answerOf(entry)?.subject;
    return !subject || entry.problem || last.get(subject) === entry;
  });
}

function reliefName({ method, name, dose, unit }) {
  const title = name ? { text: name } : { key: method ? `relief_${method}` : "entry_relief" };
  return dose || unit ? { ...title, amount: { dose, unit } } : title;
}

// What was used for relief, with its dose as it was typed: as words/relief_names.py writes it.
export function reliefText(name, { dose = "", unit } = {}) {
  return [name, Number(dose.replace(",", ".")) || dose, unit].filter(Boolean).join(" ");
}

// {name, suffix}: suffix is {key, values} or null.
export function titleOf({ path, fields: pairs, what }) {
  const fields = Object.fromEntries(pairs);
  const [, kind, ...rest] = path.split("/");
  const ending = rest.at(-1);
  const name = what && ending === "delete" ? { text: what } : nameOf(kind, fields);
  const answer = answerOf({ path, fields: pairs });
  if (kind === "days") {
    return { name, suffix: answer?.isTakenBack ? { key: "entry_taken_back", values: {} } : null };
  }
  if (ending === "after") return { name, suffix: { key: "entry_after", values: { level: fields.level } } };
  return { name, suffix: SUFFIXES[ending] ? { key: SUFFIXES[ending], values: {} } : null };
}

// Whether a title says what happened, as "Spasm ended" does, rather than what the entry is.
export function isStatement(entry) {
  const { name, suffix } = titleOf(entry);
  return suffix !== null || name.key === NAMES.prompts;
}

// When what an entry tells of began: a spasm may have begun some minutes before it was typed.
export function momentOf({ path, fields, at }) {
  const ago = path === "/episodes/start" ? Number(new Map(fields).get("ago")) : 0;
  return at - (ago || 0) * MINUTE;
}

// "day_average" or "day_worst" for the level of a whole day, which has no time of its own.
export function dayKindOf({ path, fields }) {
  const kind = path === "/pain/new" && new Map(fields).get("kind");
  return kind && kind !== "now" ? kind : null;
}

// A moment by the clock of a person, "12" or "24", with its day unless that is the day of `now`.
export function momentText(moment, now, zone, clock) {
  const write = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }).format;
  const [dayOf, date] = [write({}), { day: "numeric", month: "short", year: "numeric" }];
  const hour = clock === "12" ? { hour: "numeric", hourCycle: "h12" } : { hour: "2-digit", hourCycle: "h23" };
  return write({ ...(dayOf(moment) !== dayOf(now) && date), ...hour, minute: "2-digit" })(moment);
}

// What stands behind a time of a zone where the clocks of others showed another one: " (Berlin)".
export function placeText(moment, zone, zones) {
  const [time, ...times] = [zone, ...zones.filter(Boolean)].map((each) => momentText(moment, 0, each, "24"));
  return times.every((each) => each === time) ? "" : ` (${zone.split("/").at(-1).replaceAll("_", " ")})`;
}

// A moment that was typed in a zone, with its place where one of other zones had another time: "11:51 (Berlin)".
export function timeThere(moment, now, zone, zones, clock) {
  return momentText(moment, now, zone, clock) + placeText(moment, zone, zones);
}

// A moment to come: its time, with its day unless that is the day of `now`; of the next days the
// weekday says enough.
export function aheadText(moment, now, zone, clock) {
  const time = momentText(moment, moment, zone, clock);
  if (momentText(moment, now, zone, clock) === time) return time;
  return `${dayText(moment, zone, moment - now < NEXT_DAYS ? {} : DATE)} ${time}`;
}

const DATE = { day: "numeric", month: "short" };

// The day of a moment in a zone, as Wed 20 May.
export function dayText(moment, zone, date = DATE) {
  const parts = { weekday: "short", ...date, timeZone: zone };
  return new Intl.DateTimeFormat("en-GB", parts).format(moment).replace(",", "");
}

// Spasms that were started on this device and have not ended on it.
export function runningSpasms(entries) {
  return entries.filter((entry) => entry.path === "/episodes/start" && !endOf(entry, entries));
}
