// The notifications on the screen, and the worker's ways to show, find and close them.

import { takenOptions } from "./options.js";

export class Notices {
  /** `ended` hears of what code has closed. */
  constructor(realm, system, logs, ended) {
    this.realm = realm;
    this.system = system;
    this.logs = logs;
    // What is on the screen, oldest first: `{ public, title, options, issuer }`.
    this.all = [];
    const notices = this;

    this.Notification = class Notification {
      constructor() {
        throw new realm.TypeError("a worker shows notifications by registration.showNotification");
      }
      get title() { return notices.of(this).title; }
      get body() { return notices.of(this).options.body ?? ""; }
      get tag() { return notices.of(this).options.tag ?? ""; }
      get icon() { return notices.of(this).options.icon ?? ""; }
      get lang() { return notices.of(this).options.lang ?? ""; }
      get dir() { return notices.of(this).options.dir ?? "auto"; }
      get requireInteraction() { return !!notices.of(this).options.requireInteraction; }
      get actions() { return realm.clone(notices.of(this).options.actions ?? []); }
      get data() { return notices.of(this).data; }
      close() {
        const { itself } = notices.of(this);
        if (notices.remove(itself)) ended(itself);
      }
    };
    Object.defineProperty(this.Notification, "permission", { value: "granted" });
    Object.defineProperty(this.Notification, "maxActions", { value: 2 });
    this.handles = new WeakMap();
  }

  of(handle) {
    const notice = this.handles.get(handle);
    if (!notice) throw new this.realm.TypeError("this is no notification");
    return notice;
  }

  /** The object by which the worker knows a notification. */
  handle(notice) {
    const handle = Object.create(this.Notification.prototype);
    this.handles.set(handle, { ...notice, itself: notice, data: this.realm.clone(notice.options.data ?? null) });
    return handle;
  }

  show(title, given, issuer) {
    const options = takenOptions(given, this.realm, this.system, this.logs);
    const data = options.data?.kaipush === undefined ? options.data : options.data.data;
    const seen = { title: String(title), body: options.body ?? "", tag: options.tag ?? "", data, options };
    // A newer one of the same tag takes its place; nobody is told of the old one's end.
    this.all = this.all.filter((one) => !(seen.tag && one.options.tag === seen.tag));
    this.all.push({ public: seen, title: seen.title, options, issuer });
  }

  /** Whether it was there. */
  remove(notice) {
    const before = this.all.length;
    this.all = this.all.filter((one) => one !== notice);
    return this.all.length < before;
  }

  find(filter) {
    const tag = filter && filter.tag;
    return this.all.filter((one) => !tag || one.options.tag === tag).map((one) => this.handle(one));
  }

  /** The one that the user means: by default the latest. */
  meant(seen) {
    const notice = seen === undefined ? this.all.at(-1) : this.all.find((one) => one.public === seen);
    if (!notice) {
      const there = this.all.map((one) => JSON.stringify(one.title)).join(", ") || "nothing";
      throw new Error(`This notification is not on the screen; there is ${there}.`);
    }
    return notice;
  }
}
