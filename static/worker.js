// The service worker. Above this stands SHELL: the only things it may keep, and their version.
// No page of anybody's is among them.

importScripts(...SHELL.imports);

const CACHE = `shell-${SHELL.version}`;
const PATIENCE = 4_000; // milliseconds before the page without a network stands in
const GONE = [502, 504]; // what a proxy says for a journal that does not answer

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function install() {
  const cache = await caches.open(CACHE);
  // As nobody in particular: what is kept must not know who was signed in.
  const pages = Object.values(SHELL.pages).map((path) => take(cache, path, "omit"));
  await Promise.all([...pages, ...SHELL.files.map((path) => take(cache, path, "same-origin"))]);
  await self.skipWaiting();
}

async function take(cache, path, credentials) {
  const answer = await fetch(path, { credentials, cache: "no-cache" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer);
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

const kept = (path) => caches.match(path, { cacheName: CACHE });

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    // A file takes as long as it takes.
    if (!url.pathname.startsWith("/export/")) event.respondWith(page(request, url.pathname));
  } else if (SHELL.files.includes(url.pathname + url.search)) {
    event.respondWith(kept(request).then((found) => found ?? fetch(request)));
  }
});

async function page(request, path) {
  const network = fetch(request);
  network.catch(() => {}); // where the page that stands in was quicker
  try {
    // Whoever loads a page again is willing to wait.
    const patient = request.cache !== "default";
    const answer = await (patient ? network : Promise.race([network, tooSlow()]));
    if (!GONE.includes(answer.status)) return answer;
  } catch { /* no network, or hardly one */ }
  const { safety, offline } = SHELL.pages;
  return (await kept(path === safety ? safety : offline)) ?? network;
}

function tooSlow() {
  return new Promise((_, reject) => setTimeout(reject, PATIENCE));
}

// Where the browser wakes us as the network returns; pages send by themselves as well.
self.addEventListener("sync", (event) => event.waitUntil(send()));

async function send() {
  const known = await queue.kept();
  if (known && await queue.send(known.account) === "away") throw new Error("still away");
}
