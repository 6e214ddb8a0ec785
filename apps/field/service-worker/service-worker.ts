/**
 * Keeps the app itself on the phone, so that it opens without signal. It never touches `/api`: what the district's
 * data are is the app's business (IndexedDB), and everything works without this worker too.
 */
export {}

declare const self: ServiceWorkerGlobalScope

const { version, files } = JSON.parse('__PRECACHED_FILES__') as { version: string; files: readonly string[] }
const cacheName = `chuangyuan-field-${version}`
const scope = new URL('./', self.location.href)
const kept = caches.open(cacheName)
const page = new URL('index.html', scope).href

self.addEventListener('install', (event) => {
  event.waitUntil(kept.then((cache) => cache.addAll(files.map((file) => new URL(file, scope).href))))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith('chuangyuan-field-') && name !== cacheName)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  )
})

// A page that is open keeps its own build until its reader says that it may be changed.
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || !request.url.startsWith(scope.href)) return
  const wanted = request.mode === 'navigate' ? page : request.url
  event.respondWith(
    kept.then((cache) => cache.match(wanted, { ignoreVary: true })).then((found) => found ?? fetch(request)),
  )
})
