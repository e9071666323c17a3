// What waits for the network: kept in the browser's own database, sent in the order in which it
// was typed, and only while whoever typed it is signed in. Sending twice is harmless: each entry
// carries the key under which the journal saves it once. Pages and the service worker share this.

const queue = (() => {
  const PATIENCE = 10_000; // milliseconds for an answer, on a network that hardly is one
  const REFUSALS = [400, 404, 405, 409, 413, 422]; // answers that stay the same however often
  const LATER = [408, 429, 502, 503, 504]; // a journal that is busy, or answers for itself not at all
  const news = new BroadcastChannel("journal-queue");
  let opened;

  class SignedOut extends Error {}

  function database() {
    opened ??= idb.openDB("journal", 1, {
      upgrade(made) {
        made.createObjectStore("waiting", { keyPath: "order", autoIncrement: true });
        made.createObjectStore("kept");
      },
      terminated() { opened = undefined; },
    });
    return opened;
  }

  // Entries: {order, account, path, fields, key, at, zone, problem}.
  const all = async () => (await database()).getAll("waiting");
  const waiting = async (account) => (await all()).filter((entry) => entry.account === account);
  const get = async (order) => (await database()).get("waiting", order);

  async function add(entry) {
    const order = await (await database()).add("waiting", entry);
    news.postMessage("changed");
    return order;
  }

  async function put(entry) {
    await (await database()).put("waiting", entry);
    news.postMessage("changed");
  }

  async function remove(order) {
    await (await database()).delete("waiting", order);
    news.postMessage("changed");
  }

  async function clear(account) {
    for (const entry of await waiting(account)) await remove(entry.order);
  }

  // The little that a page without a network needs to know of whoever uses this device.
  const keep = async (known) => (await database()).put("kept", known, "known");
  const kept = async () => (await database()).get("kept", "known");
  const forget = async () => (await database()).clear("kept");

  async function token(account) {
    const answer = await fetch("/offline/state", {
      cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
    });
    const state = await answer.json();
    if (state.account !== account) throw new SignedOut(state.account ? "another" : "signed out");
    return state.token;
  }

  // Whether the journal is there, whoever is signed in.
  async function answers(account) {
    try {
      return Boolean(await token(account));
    } catch (problem) {
      return problem instanceof SignedOut;
    }
  }

  function content(entry) {
    const ago = Math.max(0, Math.round((Date.now() - entry.at) / 1000));
    return [
      ...entry.fields, ["client_key", entry.key], ["typed_ago", ago], ["typed_zone", entry.zone],
    ];
  }

  function post(entry, under) {
    return fetch(entry.path, {
      method: "POST",
      body: new URLSearchParams([...content(entry), ["csrf_token", under]]),
      headers: { "Journal-Account": entry.account },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
  }

  // What belongs to an entry that was refused, such as the end of its spasm, waits with it.
  function belongs(entry, held) {
    const texts = [entry.path, ...entry.fields.map(([, text]) => text)];
    return held.some((key) => texts.some((text) => text.includes(key)));
  }

  const alone = (run) => navigator.locks ? navigator.locks.request("journal-queue", run) : run();

  // Sends what waits. Answers "sent" (all that can be), "away", "signed out" or "another" (is
  // signed in). Never throws.
  async function send(account, under) {
    try {
      return await alone(() => sending(account, under));
    } catch (problem) {
      return problem instanceof SignedOut ? problem.message : "away";
    }
  }

  async function sending(account, given) {
    let under = given || await token(account);
    const held = [];
    let sent = 0;
    for (const { order } of await waiting(account)) {
      const entry = await get(order); // unless it was taken out meanwhile
      if (!entry) continue;
      if (entry.problem || belongs(entry, held)) {
        held.push(entry.key);
        continue;
      }
      let answer = await post(entry, under);
      if (answer.status === 400) answer = await post(entry, under = await token(account));
      if (answer.status === 204) {
        await remove(order);
        sent += 1;
      } else if (answer.status === 401) {
        return "signed out";
      } else if (REFUSALS.includes(answer.status)) {
        await put({ ...entry, problem: { status: answer.status, page: await answer.text() } });
        held.push(entry.key);
      } else if (LATER.includes(answer.status)) {
        return "away";
      } else { // a journal that still answers fails at this entry alone: the others go on
        under = await token(account);
        await put({ ...entry, problem: { status: answer.status, failed: true } });
        held.push(entry.key);
      }
    }
    if (sent) news.postMessage({ sent }); // to every other page
    return "sent";
  }

  return { add, all, answers, clear, content, forget, get, keep, kept, news, put, remove, send, token, waiting };
})();
