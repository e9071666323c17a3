// The service worker. Above this stands SHELL: the only things it may keep, and their version.
// No page of anybody's is among them. It imports nothing, so that it runs as a classic script too.

// Caches belong to a whole host: each journal on it has names of its own.
const CACHE = `shell-${SHELL.version}${SHELL.here}`;
const HERE_AT = CACHE.length - SHELL.here.length;
const isOurs = (name) => name.startsWith("shell-") && name.slice(HERE_AT) === SHELL.here;
// Milliseconds before the page without a network stands in; sooner for Today where it is kept, which
// takes a phone some time to draw.
const { patience: PATIENCE } = SHELL;
const SOON = 1_000;
const GONE = [502, 503, 504]; // what a proxy, or a busy journal, says instead of a page
const coming = new Map(); // the answers that pages which stand in wait for, by the ids of those
const isGone = (status) => GONE.includes(status) || (status >= 520 && status <= 530);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function install() {
  const cache = await caches.open(CACHE);
  // As nobody in particular: what is kept must not know who was signed in.
  const pages = Object.values(SHELL.pages).map((path) => keepFile(cache, path, "omit"));
  await Promise.all([...pages, ...SHELL.files.map((path) => keepFile(cache, path, "same-origin"))]);
  await self.skipWaiting();
}

async function keepFile(cache, path, credentials) {
  const answer = await fetch(path, { credentials, cache: "no-cache" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer);
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => isOurs(name) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

const keptFile = (path) => caches.match(path, { cacheName: CACHE });

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    // A file takes as long as it takes.
    if (!url.pathname.startsWith(`${SHELL.root}export/`)) event.respondWith(answerPage(event, url.pathname));
  } else if (url.pathname === SHELL.root && coming.has(event.clientId)) {
    event.respondWith(coming.get(event.clientId));
    coming.delete(event.clientId);
  } else if (SHELL.files.includes(url.pathname + url.search)) {
    event.respondWith(keptFile(request).then((file) => file ?? fetch(request)));
  }
});

async function answerPage(event, path) {
  const { request, resultingClientId } = event;
  const network = fetch(request);
  network.catch(() => {}); // where the page that stands in was quicker
  try {
    // Whoever loads a page again is willing to wait.
    const isPatient = request.cache !== "default";
    const answer = await (isPatient ? network : Promise.race([network, afterPatience(request, path)]));
    if (!isGone(answer.status)) return answer;
  } catch { /* no network, or hardly one */ }
  const { safety, offline } = SHELL.pages;
  const standIn = await keptFile(path === safety ? safety : offline);
  if (standIn && path === SHELL.root) {
    const answer = network.catch(() => new Response(null, { status: 204 })); // of no network
    coming.set(resultingClientId, answer);
    event.waitUntil(answer);
  }
  return standIn ?? network;
}

async function afterPatience({ referrer }, path) {
  // What was saved on the page before is not in the Today that is kept.
  const isOpened = path === SHELL.root && referrer === "";
  const patience = isOpened && await isTodayKept() ? SOON : PATIENCE;
  await new Promise((_, reject) => setTimeout(reject, patience));
}

// Only with the scripts that stand in; a browser that knows no modules in here waits as for others.
async function isTodayKept() {
  const scripts = await self.keptToday?.().catch(() => {});
  return Boolean(scripts) && SHELL.files.includes(new URL(scripts).pathname);
}
