// Puts the worker together: the phone's side of it, and what the test has in hand.

import { makeClients } from "./clients.js";
import { Events } from "./events.js";
import { defineGlobals, fetching } from "./globals.js";
import { Logs } from "./logs.js";
import { Notices } from "./notices.js";
import { Pages } from "./pages.js";
import { Realm } from "./realm.js";
import { makeRegistration } from "./registration.js";
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
  // Whose instance of 2.5's worker has the event: the app's own process, or the parent.
  #process = "app";
  // Events at work, and what code has closed meanwhile.
  #running = 0;
  #ended = [];

  constructor(file, { system = "kaios3", scope = "https://app.example/", language = "en-US", ...options }) {
    const { fetch, indexedDB, globals = {} } = options;
    const home = new URL(scope);
    // `app:` addresses have no origin in Node, and none in Gecko 48.
    if (!/^https?:$/.test(home.protocol)) throw new TypeError(`The scope ${scope} is no address of http: or https:.`);
    this.#system = systemOf(system);
    const packaged = home.hostname.endsWith(".localhost");
    const realm = this.#realm = new Realm(this.#system.missing, { wasm: !(system === "kaios4" && packaged) });
    this.requests = [];
    this.opened = [];
    this.#events = new Events(realm, this.#system, this.#logs);
    this.#notices = new Notices(realm, this.#system, this.#logs, (notice) => this.#closed(notice));
    this.#pages = new Pages(home.href, this.opened, this.#logs);
    this.#scripts = new Scripts(file, home.href, realm, this.#system);
    this.#defineAll(home.href, language, fetch);
    if (indexedDB) realm.define("indexedDB", indexedDB);
    for (const [name, value] of Object.entries(globals)) realm.define(name, value);
  }

  #defineAll(scope, language, answer) {
    const [realm, system, events, logs] = [this.#realm, this.#system, this.#events, this.#logs];
    const [pages, notices, process] = [this.#pages, this.#notices, () => this.#process];
    const { href, origin, protocol, host, hostname, port, pathname, search, hash } = this.#scripts.url;
    defineGlobals(realm, href, logs);
    realm.define("self", realm.global);
    const location = { href, origin, protocol, host, hostname, port, pathname, search, hash, toString: () => href };
    realm.define("location", location);
    realm.define("navigator", { userAgent: system.userAgent, language, languages: [language], onLine: true });
    realm.define("fetch", fetching(realm, href, answer, this.requests));
    realm.define("importScripts", (...addresses) => this.#scripts.importScripts(...addresses));
    realm.define("addEventListener", events.add);
    realm.define("removeEventListener", events.remove);
    realm.define("skipWaiting", async () => undefined);
    realm.define("registration", makeRegistration(realm, system, scope, notices, this.#subscription, process));
    const { ExtendableEvent, PushEvent, NotificationEvent } = events;
    const { Notification } = notices;
    const { seen, ...more } = makeClients({ realm, system, events, logs, pages, process });
    pages.post = (page, message) => {
      this.#at("app");
      const told = { data: realm.clone(message), origin, source: seen(page), ports: [] };
      return this.#fire(new ExtendableEvent("message", told));
    };
    const all = { ...more, ExtendableEvent, PushEvent, NotificationEvent, Notification };
    for (const [name, value] of Object.entries(all)) realm.define(name, value);
  }

  async begin() {
    this.#scripts.start();
    const failed = await this.#fire(new this.#events.ExtendableEvent("install"));
    if (failed) {
      throw new Error(`The worker was not installed: ${failed.error?.message ?? failed.error}`, { cause: failed.error });
    }
    this.#scripts.sealed = true;
    await this.#fire(new this.#events.ExtendableEvent("activate"));
  }

  get notifications() { return this.#notices.all.map((one) => one.public); }
  get pages() { return this.#pages.open; }
  get launches() { return this.#pages.launches; }
  get console() { return this.#logs.lines; }
  get warnings() { return this.#logs.warnings; }
  get kaipush() { return this.#realm.global.kaipush; }

  open(address, options) { return this.#pages.add(address, options); }

  /** A push goes to the app's process where that is open (dom/push/PushNotifier.cpp of 2.5). */
  async push(payload) {
    this.#at(this.#pages.open.length > 0 ? "app" : "parent");
    const data = payload === undefined || payload === null ? null : this.#data(payload);
    await this.#fire(new this.#events.PushEvent("push", { data }));
  }

  #data(payload) {
    const { JSON: json } = this.#realm;
    const text = typeof payload === "string" ? payload : JSON.stringify(payload);
    const bytes = () => new Uint8Array(new TextEncoder().encode(text)).buffer;
    return { text: () => text, json: () => json.parse(text), arrayBuffer: bytes, blob: () => new Blob([text]) };
  }

  async click(seen, action = "") {
    const notice = this.#notices.meant(seen);
    const buttons = (notice.options.actions ?? []).map((one) => one.action);
    if (action && !buttons.includes(action)) {
      throw new Error(`"${notice.title}" has no button "${action}"; it has ${buttons.join(", ") || "none"}.`);
    }
    await this.#tell("notificationclick", notice, { action });
  }

  async close(seen) {
    const notice = this.#notices.meant(seen);
    this.#notices.remove(notice);
    await this.#tell("notificationclose", notice, {});
  }

  async systemMessage(name, data) {
    if (this.#system.gecko === 48) {
      throw new Error("On KaiOS 2.5 pages hear system messages, by navigator.mozSetMessageHandler, and no worker does.");
    }
    const told = data === undefined ? null : this.#realm.clone(data);
    await this.#fire(new this.#events.ExtendableEvent("systemmessage", {
      name, data: { json: () => told, webActivityRequestHandler: unplayed },
    }));
  }

  async loseSubscription() {
    this.#subscription.current = null;
    this.#at(this.#pages.open.length > 0 ? "app" : "parent");
    await this.#fire(new this.#events.ExtendableEvent("pushsubscriptionchange"));
  }

  // A click and an end go to the process that showed it, if that still runs (b2g/components/AlertsHelper.jsm of 2.5).
  #tell(type, notice, members) {
    this.#at(notice.issuer === "app" && this.#pages.open.length > 0 ? "app" : "parent");
    const notification = this.#notices.handle(notice);
    return this.#fire(new this.#events.NotificationEvent(type, { notification, ...members }));
  }

  // The system's own app closes a notification, so the worker hears of its end later: here behind what is at work, so
  // that a test meets one order only.
  async #fire(event) {
    this.#running += 1;
    const failed = await this.#events.dispatch(event);
    this.#running -= 1;
    await this.#tellEnds();
    return failed;
  }

  #closed(notice) {
    this.#ended.push(notice);
    // Closed by a timer, behind all events.
    Promise.resolve().then(() => this.#tellEnds());
  }

  async #tellEnds() {
    while (this.#running === 0 && this.#ended.length > 0) {
      await this.#tell("notificationclose", this.#ended.shift(), {});
    }
  }

  #at(name) { this.#process = this.#system.gecko === 48 ? name : "app"; }
}

function unplayed() {
  throw new DOMException("the stand-in plays no activities", "NotSupportedError");
}
