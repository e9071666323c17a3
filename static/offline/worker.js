// The service worker. Above this stands SHELL: the only things it may keep, and their version.
// No page of anybody's is among them. It imports nothing, so that it runs as a classic script too.

// Caches belong to a whole host: each journal on it has names of its own.
const CACHE = `shell-${SHELL.version}${SHELL.here}`;
const HERE_AT = CACHE.length - SHELL.here.length;
const isOurs = (name) => name.startsWith("shell-") && name.slice(HERE_AT) === SHELL.here;
const PATIENCE = 4_000; // milliseconds before the page without a network stands in
const GONE = [502, 503, 504]; // what a proxy, or a busy journal, says instead of a page
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
    if (!url.pathname.startsWith(`${SHELL.root}export/`)) event.respondWith(answerPage(request, url.pathname));
  } else if (SHELL.files.includes(url.pathname + url.search)) {
    event.respondWith(keptFile(request).then((found) => found ?? fetch(request)));
  }
});

async function answerPage(request, path) {
  const network = fetch(request);
  network.catch(() => {}); // where the page that stands in was quicker
  try {
    // Whoever loads a page again is willing to wait.
    const patient = request.cache !== "default";
    const answer = await (patient ? network : Promise.race([network, afterPatience()]));
    if (!isGone(answer.status)) return answer;
  } catch { /* no network, or hardly one */ }
  const { safety, offline } = SHELL.pages;
  return (await keptFile(path === safety ? safety : offline)) ?? network;
}

function afterPatience() {
  return new Promise((_, reject) => setTimeout(reject, PATIENCE));
}
