// The order in which waiting entries are sent, and what an answer means. Nothing here knows the
// page, the network or the database: those come in as functions.

const REFUSALS = [400, 404, 405, 409, 413, 422]; // answers that stay the same however often
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

// The fields of an entry as they are sent, with how many seconds ago it was typed.
export function fieldsToSend(entry, now) {
  const ago = Math.max(0, Math.round((now - entry.at) / 1000));
  return [
    ...entry.fields, ["client_key", entry.key], ["typed_ago", ago], ["typed_zone", entry.zone],
  ];
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

async function deliverOne(run, entry) {
  const { ports } = run;
  let answer = await ports.post(entry, run.token);
  if (answer.status === 400) { // perhaps the token was too old
    run.token = await ports.renew();
    answer = await ports.post(entry, run.token);
  }
  const { status } = answer;
  const verdict = verdictOf(status, answer.headers.get("Journal-Saved") === "yes");
  if (verdict === "sent") {
    await ports.arrived(entry, answer);
    await ports.remove(entry.order);
  }
  if (verdict === "refused") {
    await ports.replace({ ...entry, problem: { status, page: await answer.text() } });
  }
  if (verdict === "failed") { // a journal that still answers fails at this entry alone
    run.token = await ports.renew();
    await ports.replace({ ...entry, problem: { status, failed: true } });
  }
  return verdict;
}
