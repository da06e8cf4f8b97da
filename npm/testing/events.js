// The worker's events: who listens, what they give to `waitUntil`, and how long a click gives the right
// to open the app.

export class Events {
  constructor(realm, system, logs) {
    this.realm = realm;
    this.system = system;
    this.logs = logs;
    this.listeners = new Map();
    this.clicks = new Set();
    const events = this;

    // An app may look at the classes, but only the system makes these events.
    this.ExtendableEvent = class ExtendableEvent {
      constructor(type, members = {}) {
        Object.assign(this, { type, target: realm.global, currentTarget: realm.global }, members);
        Object.defineProperty(this, "work", { value: { pending: 0, all: [], dispatching: true, stopped: false } });
      }
      waitUntil(promise) {
        const { work } = this;
        // Before Firefox 53 only during the dispatch; later also while something is pending
        // (ExtendableEvent::WaitUntil in dom/workers/ServiceWorkerEvents.cpp).
        if (!work.dispatching && (system.gecko < 53 || work.pending === 0)) {
          throw new DOMException("waitUntil is too late: the event's dispatch is over", "InvalidStateError");
        }
        work.pending += 1;
        const settled = () => { work.pending -= 1; };
        const done = realm.Promise.resolve(promise);
        work.all.push(done.then(settled, (error) => { settled(); work.failed = { error }; }));
      }
      stopImmediatePropagation() { this.work.stopped = true; }
      stopPropagation() {}
      preventDefault() {}
    };
    this.PushEvent = class PushEvent extends this.ExtendableEvent {};
    this.NotificationEvent = class NotificationEvent extends this.ExtendableEvent {};
    this.add = (type, listener) => {
      const known = events.listeners.get(type) || [];
      if (listener && !known.includes(listener)) events.listeners.set(type, [...known, listener]);
    };
    this.remove = (type, listener) => {
      events.listeners.set(type, (events.listeners.get(type) || []).filter((one) => one !== listener));
    };
  }

  /** Fires it and settles when all that was given to `waitUntil` is done; gives what of that failed. */
  async dispatch(event) {
    // Timers of the worker don't keep Node alive, and a test may wait for nothing else.
    const awake = setInterval(() => {}, 1 << 30);
    const { work } = event;
    const click = event.type === "notificationclick" && { until: performance.now() + this.system.clickDelay };
    if (click) this.clicks.add(click);
    try {
      const listeners = [...(this.listeners.get(event.type) || []), this.realm.global["on" + event.type]];
      for (const listener of listeners) {
        if (!work.stopped) this.#call(listener, event);
      }
      work.dispatching = false;
      for (let done = 0; done < work.all.length; done += 1) await work.all[done];
    } finally {
      this.clicks.delete(click);
      clearInterval(awake);
    }
    if (work.failed) this.logs.fault(work.failed.error, `waitUntil of ${event.type}`);
    return work.failed;
  }

  // What one throws does not keep the event from the others.
  #call(listener, event) {
    try {
      if (typeof listener === "function") listener.call(this.realm.global, event);
      else if (listener && typeof listener.handleEvent === "function") listener.handleEvent(event);
    } catch (error) {
      this.logs.fault(error, event.type);
    }
  }

  /** The right to open and focus: while a click is dispatched and `waitUntil` waits, for its delay at most. */
  mayInteract() {
    const now = performance.now();
    return [...this.clicks].some(({ until }) => now < until);
  }
}
