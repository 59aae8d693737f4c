// The service worker. The server fills in the build and the list below; nothing here is bundled.
//
//   /pkg/* and what is precached   this device first; the caches of the last two builds are kept
//   visitor pages                  network first, then the copy in CacheStorage
//   console pages, GET /api        network first, then the copy in IndexedDB: never in CacheStorage
//   sign-in, registration          network only
//   everything else, every POST    untouched
"use strict";

const BUILD = "__BUILD__";
const PRECACHE = __PRECACHE__;

const ASSETS = `assets-${BUILD}`;
const VISITOR = "visitor";
const OFFLINE = "/offline.html";
const BUILDS_KEPT = 3;
const PATIENCE = 4000;
const LIMITS = { pages: 40, answers: 200, [VISITOR]: 30 };

const ENTRANCE = /^\/(sign-in|register)(\/|$)/;
const UNTOUCHED = /^\/(dev|health|metrics)(\/|$)/;
const VISITOR_PAGE = /^\/(@[^/]+\/?)?$/;
const SIGN_OUT = /^\/api\/identity\/sessions\/sign_out/;
const ANY = { ignoreVary: true };
const AWAY = new Set([502, 503, 504]);

// A copy is kept only if nobody signed out or in between its request and its arrival,
// and it stands in for a slow network only if nothing was written since.
let era = 0;
let lastWrite = 0;
const now = () => ({ era, at: Date.now() });

const address = (url) => url.pathname + url.search;
const isRequired = (path) => path.startsWith("/pkg/") || path === OFFLINE;
const isAsset = (path) => path.startsWith("/pkg/") || PRECACHE.includes(path);
const ignore = () => {};

self.addEventListener("install", (event) => event.waitUntil(precache()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", (event) => {
  const { type, url } = event.data ?? {};
  if (type === "SKIP_WAITING") event.waitUntil(self.skipWaiting());
  if (type === "WARM") event.waitUntil(warm(new URL(url, self.location.origin)).catch(ignore));
  if (type === "WIPE") event.waitUntil(wipe());
  if (type === "REOPEN") event.waitUntil(offerCopy(event.source, new URL(url)).catch(ignore));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method !== "GET") return noteWrite(event, url);
  if (request.headers.get("Accept") === "text/event-stream") return;
  if (request.mode === "navigate") return event.respondWith(page(event, url));
  if (isAsset(url.pathname)) return event.respondWith(asset(event, url));
  if (url.pathname.startsWith("/api/")) return event.respondWith(answer(event, url));
});

// ---- assets

async function precache() {
  const cache = await caches.open(ASSETS);
  await Promise.all(
    PRECACHE.map((path) =>
      download(cache, path).catch((error) => {
        if (isRequired(path)) throw error;
      }),
    ),
  );
}

async function download(cache, path) {
  const hashed = path.startsWith("/pkg/");
  const copy = hashed && (await onDevice(path));
  if (copy) return cache.put(path, copy);
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await fetch(path, { cache: hashed ? "default" : "no-cache" });
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      return await cache.put(path, rewrap(response));
    } catch (error) {
      if (attempt === 2) throw error;
      await pause(500 * 2 ** attempt);
    }
  }
}

async function takeOver() {
  await self.registration.navigationPreload?.enable();
  const stored = (await caches.keys()).filter((name) => name.startsWith("assets-"));
  const order = (await kept("meta", "builds").catch(ignore)) ?? stored;
  const builds = [...order.filter((name) => name !== ASSETS), ASSETS].slice(-BUILDS_KEPT);
  await Promise.all(stored.filter((name) => !builds.includes(name)).map((name) => caches.delete(name)));
  await inStore(["meta"], (meta) => meta.put(builds, "builds")).catch(ignore);
  await self.clients.claim();
}

async function asset(event, url) {
  const found = await onDevice(url.pathname);
  if (found) return found;
  const response = await fetch(event.request);
  if (response.status === 404) tell(event.clientId, { type: "MISSING" });
  if (response.status === 200) event.waitUntil(store(url.pathname, response.clone()).catch(ignore));
  return response;
}

async function onDevice(path) {
  const cache = await caches.open(ASSETS);
  return (await cache.match(path, ANY)) ?? (await caches.match(path, ANY));
}

async function store(path, response) {
  const cache = await caches.open(ASSETS);
  await cache.put(path, response);
}

// ---- pages and answers

async function page(event, url) {
  if (UNTOUCHED.test(url.pathname)) return fromNetwork(event, ignore);
  const when = now();
  const arrival = fromNetwork(event, (response) => learn(url, response, when));
  const lastSeen = ENTRANCE.test(url.pathname) ? async () => undefined : () => lastSeenPage(url);
  return (await freshest(arrival, lastSeen)) ?? (await offlinePage());
}

// A redirect reaches a navigation as an opaque response: the browser follows it with a request
// of its own, which comes through here again. So signing out is seen at the sign-in page.
function learn(url, response, when) {
  const path = url.pathname;
  const status = response.status;
  if (ENTRANCE.test(path)) return status === 200 && !response.headers.has("X-Account") ? wipe() : undefined;
  if (status === 404 || status === 410) return forget(url);
  if (response.headers.get("X-Document") === "console") return keep("pages", address(url), response, when);
  if (response.headers.get("X-Document") === "visitor" && VISITOR_PAGE.test(path)) return keepVisitorPage(url, response, when);
}

async function lastSeenPage(url) {
  if (VISITOR_PAGE.test(url.pathname)) {
    const copy = await (await caches.open(VISITOR)).match(address(url), ANY);
    return copy && { at: Number(copy.headers.get("X-Kept-At")), response: fromDevice(copy.body, copy.headers) };
  }
  const copy = await kept("pages", address(url));
  if (copy) return { at: copy.at, response: fromDevice(copy.body.replace("<html", "<html data-offline"), copy.headers) };
  // A page kept for the bare path was rendered for the bare path, so it is shown there.
  const bare = url.search && (await kept("pages", url.pathname));
  return bare && { at: bare.at, response: Response.redirect(url.pathname, 302) };
}

async function offlinePage() {
  return (await onDevice(OFFLINE)) ?? Response.error();
}

async function answer(event, url) {
  const when = now();
  const arrival = fromNetwork(event, (response) => {
    if (response.status === 401) return wipe();
    if (response.ok) tell(event.clientId, { type: "SERVED", from: "network" });
    const isJson = response.headers.get("Content-Type")?.includes("json");
    return isJson ? keep("answers", address(url), response, when) : undefined;
  });
  const response = await freshest(arrival, async () => {
    const copy = await kept("answers", address(url));
    return copy && { at: copy.at, response: fromDevice(copy.body, copy.headers) };
  });
  if (response?.headers.get("X-Served-From") === "device") tell(event.clientId, { type: "SERVED", from: "device" });
  if (!response || AWAY.has(response.status)) tell(event.clientId, { type: "SERVED", from: "nowhere" });
  return response ?? Response.error();
}

// A screen that came with its data inside was never asked for the answer alone: its page is the copy.
async function offerCopy(tab, url) {
  if (await kept("pages", address(url))) tab.postMessage({ type: "REOPEN", path: url.pathname });
}

function fromNetwork(event, learned) {
  const preloaded = event.preloadResponse ?? Promise.resolve();
  const arrival = preloaded.then((response) => response ?? fetch(event.request));
  // Kept alive past the answer: a network that came too late for this page still serves the next one.
  event.waitUntil(arrival.then(learned).catch(ignore));
  return arrival;
}

async function freshest(arrival, lastSeen) {
  const copyOrNone = () => lastSeen().catch(ignore);
  const impatient = pause(PATIENCE).then(async () => {
    const copy = await copyOrNone();
    return copy && copy.at > lastWrite ? copy.response : arrival;
  });
  impatient.catch(ignore);
  try {
    const response = await Promise.race([arrival, impatient]);
    return AWAY.has(response.status) ? ((await copyOrNone())?.response ?? response) : response;
  } catch {
    return (await copyOrNone())?.response;
  }
}

async function warm(url) {
  if (url.origin !== self.location.origin || ENTRANCE.test(url.pathname)) return;
  const when = now();
  const response = await fetch(url, { headers: { Accept: "text/html" } });
  const arrived = new URL(response.url);
  await learn(arrived.pathname === url.pathname ? url : arrived, response, when);
}

// ---- what is kept

// Both clone before anything else: a moment later the page has taken the body.
function keepVisitorPage(url, response, when) {
  if (response.status !== 200 || /no-store|private/.test(response.headers.get("Cache-Control") ?? "")) return;
  const headers = new Headers(response.headers);
  headers.set("X-Kept-At", when.at);
  const copy = new Response(response.clone().body, { headers });
  return inTurn(async () => {
    if (when.era !== era) return;
    const cache = await caches.open(VISITOR);
    await cache.put(address(url), copy);
    const stored = await cache.keys();
    await Promise.all(stored.slice(0, Math.max(0, stored.length - LIMITS[VISITOR])).map((key) => cache.delete(key)));
  });
}

async function keep(store, key, response, when) {
  const account = response.headers.get("X-Account");
  if (response.status !== 200 || !account) return;
  const body = await response.clone().text();
  const copy = { key, at: when.at, headers: [...response.headers], body };
  return inTurn(async () => {
    if (when.era !== era) return;
    const owner = await kept("meta", "account");
    if (owner && owner !== account) await empty();
    if (owner !== account) await tellAll({ type: "ACCOUNT", account });
    if (owner && owner !== account) era++;
    await inStore([store, "meta"], (records, meta) => {
      meta.put(account, "account");
      records.put(copy);
      dropOldest(records, LIMITS[store]);
    });
  });
}

function dropOldest(records, limit) {
  records.count().onsuccess = ({ target: { result: count } }) => {
    let surplus = count - limit;
    if (surplus <= 0) return;
    records.index("at").openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor || surplus-- <= 0) return;
      cursor.delete();
      cursor.continue();
    };
  };
}

async function forget(url) {
  const cache = await caches.open(VISITOR);
  await cache.delete(address(url), ANY);
  await inStore(["pages"], (pages) => pages.delete(address(url)));
}

// A sign-out is not answered here: fetched again by a worker, a form posted by another site
// would look like one of our own. So the copies go at once, whatever the server says.
function noteWrite(event, url) {
  lastWrite = Date.now();
  if (SIGN_OUT.test(url.pathname)) event.waitUntil(Promise.all([tellAll({ type: "SIGNING_OUT" }), wipe()]));
  else if (url.pathname.startsWith("/api/")) tell(event.clientId, { type: "WROTE" });
}

function wipe() {
  era++;
  return inTurn(empty);
}

async function empty() {
  await caches.delete(VISITOR);
  await inStore(["pages", "answers", "meta"], (pages, answers, meta) => {
    pages.clear();
    answers.clear();
    meta.delete("account");
  });
}

let turn = Promise.resolve();
function inTurn(job) {
  const done = turn.then(job);
  turn = done.catch(ignore);
  return done;
}

// ---- IndexedDB: opened for each act and closed again, so that nothing ever blocks its deletion

function database() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("mewayz-private", 1);
    request.onupgradeneeded = () => {
      for (const name of ["pages", "answers"]) request.result.createObjectStore(name, { keyPath: "key" }).createIndex("at", "at");
      request.result.createObjectStore("meta");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore(names, act) {
  const db = await database();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction(names, "readwrite");
      const request = act(...names.map((name) => transaction.objectStore(name)));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    db.close();
  }
}

const kept = (name, key) => inStore([name], (records) => records.get(key));

// ---- responses and tabs

// A response that was redirected is refused as the answer to a navigation; its contents are not.
function rewrap(response) {
  return response.redirected ? new Response(response.body, { headers: response.headers }) : response;
}

function fromDevice(body, headers) {
  const marked = new Headers(headers);
  marked.delete("Content-Encoding");
  marked.delete("Content-Length");
  marked.set("X-Served-From", "device");
  return new Response(body, { headers: marked });
}

async function tell(clientId, message) {
  const tab = clientId && (await self.clients.get(clientId));
  tab?.postMessage(message);
}

async function tellAll(message) {
  for (const tab of await self.clients.matchAll()) tab.postMessage(message);
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
