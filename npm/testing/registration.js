// The worker's `registration`: it shows and finds notifications, and holds the subscription.

import { randomBytes } from "node:crypto";

/** `issuer()` names the process that shows a notification now. */
export function makeRegistration(realm, system, scope, notices, subscription, issuer) {
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
    async showNotification(...given) {
      if (given.length === 0) throw new realm.TypeError("Not enough arguments to showNotification.");
      notices.show(given[0], given[1], issuer());
    }
    async getNotifications(filter) { return notices.find(filter); }
    async update() { return this; }
  }
  return new ServiceWorkerRegistration();
}

function subscribed(subscription) {
  const keys = {
    auth: randomBytes(16).toString("base64url"),
    p256dh: Buffer.from([4, ...randomBytes(64)]).toString("base64url"),
  };
  const endpoint = `https://push.example/${randomBytes(8).toString("hex")}`;
  return {
    endpoint,
    getKey: (name) => (keys[name] ? new Uint8Array(Buffer.from(keys[name], "base64url")).buffer : null),
    toJSON: () => ({ endpoint, keys }),
    unsubscribe: async () => { subscription.current = null; return true; },
  };
}
