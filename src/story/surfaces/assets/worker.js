// Lets the edition be read without a network after a first visit. Pages come from the host
// whenever it answers, so that nothing stale is shown after a refresh; what is kept is this
// edition's alone and goes with it.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const STORE = "story-EDITION";
const FIRST = /** @type {string[]} */ (/** @type {unknown} */ ("FIRST"));
const PATIENCE = 4000;

worker.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(STORE).then((store) => store.addAll(FIRST)).then(() => worker.skipWaiting()),
  );
});

// The pages open now came before there was a worker. Each is named once: two windows may show it.
/** @param {readonly Client[]} open */
async function keepOpen(open) {
  const store = await caches.open(STORE);
  const pages = new Set(open.map((page) => page.url.split("#")[0]));
  await Promise.all([...pages].map((page) => store.add(page)));
}

worker.addEventListener("activate", (event) => {
  /** @param {string} name */
  const old = (name) => name.startsWith("story-") && name !== STORE;
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim())
      .then(() => worker.clients.matchAll({ includeUncontrolled: true }))
      .then(keepOpen),
  );
});

/** @param {FetchEvent} event */
async function answer(event) {
  const { request } = event;
  const store = await caches.open(STORE);
  const kept = await store.match(request, { ignoreSearch: true });
  const fresh = fetch(request).then((found) => {
    if (found.ok) event.waitUntil(store.put(request, found.clone()));
    return found;
  });
  if (!kept) return fresh;
  /** @type {Promise<Response>} */
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE));
  return Promise.race([fresh.catch(() => kept), late]);
}

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) {
    event.respondWith(answer(event));
  }
});
