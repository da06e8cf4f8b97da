const report = (value) => fetch("/__report", { method: "POST", body: JSON.stringify(value) });
const started = String(Math.random());

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("push", (event) => {
  const { title, ...options } = event.data ? event.data.json() : { title: "empty" };
  console.warn("push", title, { prelude: self.prelude });
  event.waitUntil(
    registration.showNotification(title, options).then(() => report({ shown: title, started })),
  );
});

addEventListener("notificationclick", (event) => {
  const { title, data, tag } = event.notification;
  event.waitUntil(
    (async () => {
      await report({ clicked: title, action: event.action, data, tag });
      if (data?.open) {
        await clients.openWindow(data.open);
      }
      if (data?.focus) {
        const [client] = await clients.matchAll({ type: "window" });
        await client.focus();
      }
      if (data?.close) {
        event.notification.close();
      }
    })(),
  );
});

addEventListener("notificationclose", (event) => {
  event.waitUntil(report({ closed: event.notification.title }));
});
