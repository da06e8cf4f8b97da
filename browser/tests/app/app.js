window.app = { keys: [], messages: [] };

app.register = async () => {
  await navigator.serviceWorker.register("/sw.js");
  const registration = await navigator.serviceWorker.ready;
  return registration.scope;
};

app.fail = () => {
  const error = new TypeError("no such key");
  error.code = "key-is-private";
  throw error;
};

addEventListener("keydown", (event) => {
  app.keys.push(`${event.key} ${event.isTrusted}`);
});
navigator.serviceWorker?.addEventListener("message", (event) => {
  app.messages.push(event.data);
});
