// The order in which waiting entries are sent, and what an answer means. Nothing here knows the
// page, the network or the database: those come in as functions.

const REFUSALS = [400, 404, 405, 409, 410, 413, 422]; // answers that stay the same however often
const GONE = [404, 410];

export const isGone = (status) => GONE.includes(status);
const LATER = [408, 429, 502, 503, 504, 507]; // a busy journal, a full disk, or a gateway without one
const GATEWAY = 520; // from here to 530, what content delivery networks say for a missing journal
const GATEWAY_END = 530;

// What an answer means for an entry: sent, signed out, refused, later or failed. `isSaved` is what
// the journal says beside a page.
export function verdictOf(status, isSaved = false) {
  if (status === 204 || (status === 200 && isSaved)) return "sent";
  if (status === 401) return "signed out";
  if (REFUSALS.includes(status)) return "refused";
  const isGateway = status >= GATEWAY && status <= GATEWAY_END;
  return LATER.includes(status) || isGateway ? "later" : "failed";
}

// The end that waits for the spasm of this id.
export const endOfSpasm = (id, entries) => entries.find(({ path }) => path === `/episodes/${id}/end`);

// The end that waits for a spasm that waits: without it the journal would take that as still going.
export function endOf({ path, key }, entries) {
  return path === "/episodes/start" && endOfSpasm(key, entries);
}

// An entry and whatever means nothing without it, such as the end of its spasm. A level or a relief
// stands for itself.
export function partsOf(entry, entries) {
  const parts = entries.filter(({ path }) => path.split("/")[2] === entry.key);
  return [entry, ...parts];
}

const secondsSince = (moment, now) => Math.max(0, Math.round((now - moment) / 1000));

// The fields of an entry as they are sent, with how many seconds ago it was typed; `entries` is all
// that waits.
export function fieldsToSend(entry, now, entries = []) {
  const end = endOf(entry, entries);
  const fields = [
    ...entry.fields,
    ["client_key", entry.key],
    ["typed_ago", secondsSince(entry.at, now)],
    ["typed_zone", entry.zone],
  ];
  return end ? [...fields, ["ended_ago", secondsSince(end.at, now)]] : fields;
}

// Whether an entry belongs to one that is held back, such as the end of its spasm.
export function belongsTo(entry, keys) {
  const texts = [entry.path, ...entry.fields.map(([, text]) => String(text))];
  return keys.some((key) => texts.some((text) => text.includes(key)));
}

// Sends the entries in their order. `ports`: read(order) answers the entry unless it was taken out
// meanwhile, post(entry, token) the answer, renew() a token; arrived(entry, answer), remove(order)
// and replace(entry) settle it. Answers {outcome: "sent" | "away" | "signed out", sent: number}.
export async function deliver(orders, firstToken, ports) {
  const run = { token: firstToken, held: [], sent: 0, ports };
  for (const order of orders) {
    const entry = await ports.read(order);
    if (!entry) continue;
    const verdict = entry.problem || belongsTo(entry, run.held) ? "held" : await deliverOne(run, entry);
    if (verdict === "later") return { outcome: "away", sent: run.sent };
    if (verdict === "signed out") return { outcome: "signed out", sent: run.sent };
    if (verdict === "sent") run.sent += 1;
    else run.held.push(entry.key);
  }
  return { outcome: "sent", sent: run.sent };
}

// Notes something with an entry, unless that was taken out meanwhile.
async function note(ports, entry, more) {
  if (await ports.read(entry.order)) await ports.replace({ ...entry, ...more });
}

// Without an answer in time, nobody knows whether it arrived.
async function post(run, entry) {
  try {
    return await run.ports.post(entry, run.token);
  } catch (problem) {
    if (problem.name === "TimeoutError") await note(run.ports, entry, { tried: true });
    throw problem;
  }
}

async function deliverOne(run, entry) {
  const { ports } = run;
  let answer = await post(run, entry);
  if (answer.status === 400) { // perhaps the token was too old
    run.token = await ports.renew();
    answer = await post(run, entry);
  }
  const { status } = answer;
  const isDeleted = isGone(status) && entry.path.endsWith("/delete"); // there or elsewhere
  const isSaved = answer.headers.get("Journal-Saved") === "yes";
  const verdict = isDeleted ? "sent" : verdictOf(status, isSaved);
  if (verdict === "sent") {
    await ports.arrived(entry, answer);
    await ports.remove(entry.order);
  }
  if (verdict === "refused") {
    await note(ports, entry, { problem: { status, page: await answer.text() } });
  }
  if (verdict === "failed") { // a journal that still answers fails at this entry alone
    run.token = await ports.renew();
    await note(ports, entry, { problem: { status, failed: true } });
  }
  return verdict;
}
