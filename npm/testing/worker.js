// Puts the worker together: the phone's side of it, and what the test has in hand.

import { randomBytes } from "node:crypto";
import { Events } from "./events.js";
import { defineGlobals, fetching } from "./globals.js";
import { Logs } from "./logs.js";
import { Notices } from "./notices.js";
import { Pages } from "./pages.js";
import { Realm } from "./realm.js";
import { Scripts } from "./scripts.js";
import { systemOf } from "./systems.js";

/** Starts the app's worker as the system would: it is run once, installed and activated. */
export async function worker(file, options = {}) {
  const tested = new TestedWorker(file, options);
  await tested.begin();
  return tested;
}

class TestedWorker {
  #system;
  #realm;
  #scripts;
  #events;
  #notices;
  #pages;
  #logs = new Logs();
  #subscription = { current: null };

  constructor(file, { system = "kaios3", scope = "https://app.example/", language = "en-US", fetch, indexedDB, globals = {} }) {
    const home = new URL(scope);
    // `app:` addresses have no origin in Node, and none in Gecko 48.
    if (!/^https?:$/.test(home.protocol)) throw new TypeError(`The scope ${scope} is no address of http: or https:.`);
    this.#system = systemOf(system);
    const packaged = home.hostname.endsWith(".localhost");
    const realm = this.#realm = new Realm(this.#system.missing, { wasm: !(system === "kaios4" && packaged) });
    this.requests = [];
    this.opened = [];
    this.#events = new Events(realm, this.#system, this.#logs);
    this.#notices = new Notices(realm, this.#system, this.#logs);
    this.#pages = new Pages({ realm, system: this.#system, events: this.#events, logs: this.#logs, scope: home.href, opened: this.opened });
    this.#scripts = new Scripts(file, home.href, realm, this.#system);
    this.#defineAll(home.href, language, fetch);
    if (indexedDB) realm.define("indexedDB", indexedDB);
    for (const [name, value] of Object.entries(globals)) realm.define(name, value);
  }

  #defineAll(scope, language, answer) {
    const [realm, events, pages, notices] = [this.#realm, this.#events, this.#pages, this.#notices];
    const { href, origin, protocol, host, hostname, port, pathname, search, hash } = this.#scripts.url;
    defineGlobals(realm, this.#logs);
    realm.define("self", realm.global);
    realm.define("location", { href, origin, protocol, host, hostname, port, pathname, search, hash, toString: () => href });
    realm.define("navigator", { userAgent: this.#system.userAgent, language, languages: [language], onLine: true });
    realm.define("fetch", fetching(realm, href, answer, this.requests));
    realm.define("importScripts", (...addresses) => this.#scripts.importScripts(...addresses));
    realm.define("addEventListener", events.add);
    realm.define("removeEventListener", events.remove);
    realm.define("skipWaiting", async () => undefined);
    realm.define("registration", registration(this.#system, scope, notices, this.#subscription, () => this.#issuer()));
    realm.define("clients", new pages.Clients());
    const { ExtendableEvent, PushEvent, NotificationEvent } = events;
    const classes = { ExtendableEvent, PushEvent, NotificationEvent, Notification: notices.Notification,
      Clients: pages.Clients, WindowClient: pages.WindowClient };
    for (const [name, value] of Object.entries(classes)) realm.define(name, value);
  }

  async begin() {
    this.#scripts.start();
    const failed = await this.#events.dispatch(new this.#events.ExtendableEvent("install"));
    if (failed) throw new Error(`The worker was not installed: ${failed.error?.message ?? failed.error}`, { cause: failed.error });
    this.#scripts.sealed = true;
    await this.#events.dispatch(new this.#events.ExtendableEvent("activate"));
  }

  get notifications() { return this.#notices.all.map((one) => one.public); }
  get pages() { return this.#pages.open; }
  get launches() {
    const opened = this.opened.filter(({ launch }) => launch).map(({ launch }) => launch);
    const told = this.#pages.open.flatMap((page) => page.launches).filter((one) => !opened.includes(one));
    return [...opened, ...told];
  }
  get console() { return this.#logs.lines; }
  get warnings() { return this.#logs.warnings; }
  get kaipush() { return this.#realm.global.kaipush; }

  open(address, options) { return this.#pages.add(address, options); }

  /** A push goes to the app's process where that is open (dom/push/PushNotifier.cpp of 2.5). */
  async push(payload) {
    this.#at(this.#pages.open.length > 0 ? "app" : "parent");
    const data = payload === undefined || payload === null ? null : this.#data(payload);
    await this.#events.dispatch(new this.#events.PushEvent("push", { data }));
  }

  #data(payload) {
    const { JSON: json } = this.#realm;
    const text = typeof payload === "string" ? payload : JSON.stringify(payload);
    const bytes = () => new Uint8Array(new TextEncoder().encode(text)).buffer;
    return { text: () => text, json: () => json.parse(text), arrayBuffer: bytes, blob: () => new Blob([text]) };
  }

  /** A click goes to the process that showed it, if that still runs (b2g/components/AlertsHelper.jsm of 2.5). */
  async click(seen, action = "") {
    const notice = this.#notices.meant(seen);
    const buttons = (notice.options.actions ?? []).map((one) => one.action);
    if (action && !buttons.includes(action)) {
      throw new Error(`"${notice.title}" has no button "${action}"; it has ${buttons.join(", ") || "none"}.`);
    }
    this.#at(notice.issuer === "app" && this.#pages.open.length > 0 ? "app" : "parent");
    await this.#tell("notificationclick", notice, { action });
  }

  async close(seen) {
    const notice = this.#notices.meant(seen);
    this.#at(notice.issuer === "app" && this.#pages.open.length > 0 ? "app" : "parent");
    this.#notices.remove(notice);
    await this.#tell("notificationclose", notice, {});
  }

  async systemMessage(name, data) {
    if (this.#system.gecko === 48) {
      throw new Error("KaiOS 2.5 has no system messages in workers: its pages hear them by navigator.mozSetMessageHandler.");
    }
    const told = data === undefined ? null : this.#realm.clone(data);
    await this.#events.dispatch(new this.#events.ExtendableEvent("systemmessage", {
      name, data: { json: () => told, webActivityRequestHandler: unplayed },
    }));
  }

  async loseSubscription() {
    this.#subscription.current = null;
    this.#at(this.#pages.open.length > 0 ? "app" : "parent");
    await this.#events.dispatch(new this.#events.ExtendableEvent("pushsubscriptionchange"));
  }

  #tell(type, notice, members) {
    const notification = this.#notices.handle(notice);
    return this.#events.dispatch(new this.#events.NotificationEvent(type, { notification, ...members }));
  }

  #at(name) { this.#pages.process = this.#system.gecko === 48 ? name : "app"; }
  #issuer() { return this.#pages.process; }
}

function unplayed() {
  throw new DOMException("the stand-in plays no activities", "NotSupportedError");
}

function registration(system, scope, notices, subscription, issuer) {
  class PushManager {
    async subscribe() { return subscription.current ??= subscribed(subscription); }
    async getSubscription() { return subscription.current; }
    async permissionState() { return "granted"; }
  }
  class ServiceWorkerRegistration {
    constructor() {
      Object.assign(this, { scope, pushManager: new PushManager() });
      if (system.gecko > 48) this.systemMessageManager = { subscribe: async () => undefined };
    }
    async showNotification(title, options) { notices.show(title, options, issuer()); }
    async getNotifications(filter) { return notices.find(filter); }
    async update() { return this; }
  }
  return new ServiceWorkerRegistration();
}

function subscribed(subscription) {
  const keys = { auth: randomBytes(16).toString("base64url"), p256dh: Buffer.from([4, ...randomBytes(64)]).toString("base64url") };
  const endpoint = `https://push.example/${randomBytes(8).toString("hex")}`;
  return {
    endpoint,
    getKey: (name) => (keys[name] ? new Uint8Array(Buffer.from(keys[name], "base64url")).buffer : null),
    toJSON: () => ({ endpoint, keys }),
    unsubscribe: async () => { subscription.current = null; return true; },
  };
}
