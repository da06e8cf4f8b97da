// An app in TypeScript: it has to compile, and each line below `@ts-expect-error` has to fail.

import { Push, urlB64ToUint8Array } from "kaipush";
import type { Config, KaipushError, KaipushWorker, Launch, PushMessage, State } from "kaipush";
import { Push as JsPush } from "kaipush/js";
import { standInPush, worker } from "kaipush/testing";

// The page.

const config: Config = { worker: "/sw.js", key: "BP…", reportTo: "/push", ask: { visits: 2, again: [7] }, log: "all" };
// @ts-expect-error: the worker's script is what it can't do without
const without: Config = { key: "BP…" };
// @ts-expect-error: no such level
const level: Config = { worker: "/sw.js", log: "debug" };

export async function page(): Promise<void> {
  const push = await Push.create(config);
  push.onlaunch = (launch: Launch) => open(launch.url ?? `#${launch.id}`);
  push.onchange = (state) => render(state);
  push.onrequest = async (request) => {
    request.headers.Authorization = "Bearer token";
  };
  push.onrequest = ({ kind }) => (kind === "app" ? { headers: {} } : null);
  push.onforeground = (message) => message.tag !== "chat-7";
  push.onforeground = async () => {};
  push.onforeground = ({ tag }) => console.log(tag);
  // @ts-expect-error: neither a yes nor a no
  push.onforeground = () => "shown";
  push.onmessage = null;
  push.onmessage = async ({ tag }) => tag;
  push.onmessage = ({ title }) => title.length;
  const given: { onlaunch?: (launch: Launch) => void } = {};
  push.onlaunch = given.onlaunch;
  push.onchange = push.onreceived = push.ondelivery = push.onmessage = push.onforeground = push.onrequest = undefined;
  // @ts-expect-error: made by `create` only
  new Push();
  // @ts-expect-error: no class, so it would throw
  console.log(push instanceof Push);
  // @ts-expect-error: no function
  push.onlaunch = false;
  document.onkeydown = async ({ key }) => {
    if (key === "Enter") render(await push.subscribe());
  };
  await push.set("topics", ["news"]);
  await push.systemMessages.subscribe("alarm");
  await push.notify("Title", { mozbehavior: { vibrationPattern: [30, 200, 30] } });
  const { received, silent } = await push.history();
  const titles: string[] = received.map((entry) => entry.title);
  const encodings: ("aesgcm" | "aes128gcm")[] = push.platform.encodings;
  const bytes: Uint8Array = urlB64ToUint8Array("BP…");
  const { pushManager } = await navigator.serviceWorker.ready;
  await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: urlB64ToUint8Array("BP…") });
  const js: Promise<JsPush> = JsPush.create(config);
  console.log(titles, silent + 1, encodings, bytes, js);
}

function render(state: State): string {
  switch (state.kind) {
    case "unsupported":
    case "blocked":
      return `${state.code}: ${state.text}`;
    case "needs-permission":
      return state.ask ? "Shall we?" : "";
    case "subscribed":
      return state.reported === "yes" ? "All set" : "Soon";
    case "ready":
    case "stale":
      return "";
  }
}

export function failed(error: KaipushError): boolean {
  // @ts-expect-error: no such code
  if (error.code === "key-is-wrong") return false;
  return error.retryable && error.code === "subscribe-failed";
}

// The worker.

declare const kaipush: KaipushWorker;
declare const registration: ServiceWorkerRegistration;
kaipush.onpush = async (message: PushMessage) => {
  if (message.payload?.muted) return false;
  return { title: `${message.title}!`, actions: [{ action: "like", title: "Like", post: "/likes" }] };
};
kaipush.onpush = () => Promise.all([registration.showNotification("Own"), 1]);
kaipush.onpush = kaipush.onclose = kaipush.onsystemmessage = kaipush.onrequest = null;
// @ts-expect-error: neither a notification nor a yes or no
kaipush.onpush = () => 42;
kaipush.onclose = (notification, how) => how === "user" && console.log(notification.title);
kaipush.onsystemmessage = ({ name, data }) => console.log(name, data);
kaipush.quiet = { from: "22:00", to: "7:00" };
kaipush.foreground = "ask";
// @ts-expect-error: no such answer
kaipush.foreground = "never";

// Its tests.

export async function tests(): Promise<void> {
  const tested = await worker(new URL("../sw.js", import.meta.url), { system: "kaios2.5", language: "de" });
  tested.kaipush.deadline = 50;
  await tested.push({ title: "Ada" });
  await tested.click(tested.notifications[0], "like");
  const urls: string[] = tested.requests.map((request) => request.url);
  for (const opening of tested.opened) {
    const where: string = opening.how === "openApp" ? opening.msg : opening.url;
    console.log(where, opening.launch?.action, urls);
  }
  const push = standInPush({ state: { kind: "ready" }, user: "denies" });
  // @ts-expect-error: no such state
  push.become({ kind: "sleeping" });
  push.fail("subscribe", "subscribe-failed", true);
  const same: Push = push;
  const created: Push = await push.kaipush.Push.create(config);
  console.log(same === created, push.message({ title: "Ada" }), await push.foreground());
}
