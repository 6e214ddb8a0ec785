// Shows what is pushed to this browser, and opens what it is about. It answers for nothing else: no page goes through it.
self.addEventListener('push', (event) => {
  const { title, body, address } = event.data.json()
  event.waitUntil(self.registration.showNotification(title, { body, data: address, icon: '/favicon.svg' }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(self.clients.openWindow(event.notification.data))
})
