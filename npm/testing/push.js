// A stand-in of the page's `Push`: the test says where the app stands and what arrives, the app's code
// does with it what it would do with the real one.

import { clone } from "./clone.js";
import { judge } from "./config.js";
import { failure, wrong } from "./failure.js";
import { bytes } from "./key.js";
import { needsGesture, platformOf } from "./platform.js";

const KEYS = { auth: "c3RhbmQtaW4ga2V5cyE", p256dh: "BHN0YW5kLWluIGtleSwgb2Ygbm8gdXNl" };

const REQUEST = { kind: "subscription", name: "", url: "https://app.example/", body: "{}" };
const HEADERS = { "Content-Type": "application/json" };
// All others are `POST` (model/src/outbox/request.rs).
const METHODS = { unsubscription: "DELETE", app: "PATCH" };

/** Makes one; `options.state` is where the app stands first. */
export function standInPush(options) {
  return new StandInPush(options);
}

class StandInPush {
  // Where the app stands: as the test gave it, and with all that its kind has.
  #given;
  #state;
  // What the app was last told or given: only another state is news.
  #known;
  #handlers = {};
  #waiting = [];
  #failures = {};
  #count = 0;
  // As `create` was given it; a test that hands `push` to the app's code has none.
  #config = null;

  constructor({ state = {}, platform = {}, history = {}, user = "grants" } = {}) {
    this.platform = platformOf(platform);
    this.#state = this.#whole({ kind: "needs-permission", ...state });
    this.entries = { received: [], closed: [], launched: [], silent: 0, ...history };
    this.user = user;
    this.calls = [];
    this.values = {};
    this.systemMessages = {
      subscribe: (name) => this.#asked("systemMessages.subscribe", [name], () => this.#takeSystemMessage(name)),
    };
    this.kaipush = {
      Push: { create: (config) => this.#asked("create", [config], () => this.#configure(config)) },
      urlB64ToUint8Array: bytes,
    };
  }

  // What the app calls. -------------------------------------------------------------------------

  async state() { return this.#give(); }
  async requestPermission() {
    this.#note("requestPermission", []);
    if (this.#state.kind === "needs-permission") this.#ask();
    return this.#give();
  }
  async postpone() {
    this.#note("postpone", []);
    if (this.#state.kind === "needs-permission") this.become({ ...this.#state, ask: false });
    return this.#give();
  }
  subscribe() {
    return this.#asked("subscribe", [], () => {
      if (this.#state.kind === "needs-permission") this.#ask();
      const { kind, reported } = this.#state;
      // Where the user says no or the platform can't, the state says so.
      const can = kind === "ready" || kind === "stale" || reported === "pending" || reported === "refused";
      if (can) this.become({ kind: "subscribed" });
      return this.#give();
    });
  }
  unsubscribe() {
    return this.#asked("unsubscribe", [], () => {
      if (this.#state.kind === "subscribed" || this.#state.kind === "stale") this.become({ kind: "ready" });
      return this.#give();
    });
  }
  set(name, value) {
    return this.#asked("set", [name, value], () => {
      if (this.#config && !this.#config.reportTo) throw wrong("reportTo");
      if (typeof name !== "string" || name === "") throw wrong("name");
      const sent = inJson(value);
      if (sent === null) delete this.values[name];
      else this.values[name] = sent;
    });
  }
  history() { return this.#asked("history", [], () => clone(this.entries)); }
  notify(title, options) {
    return this.#asked("notify", options === undefined ? [title] : [title, options], () => {
      const { kind, code } = this.#state;
      if (typeof title !== "string") throw failure("notify-failed", "title");
      if (code === "no-notification") throw failure(code);
      if (kind === "needs-permission" || kind === "blocked") throw failure("permission-not-granted");
    });
  }

  set onchange(handler) { this.#handle("change", handler); }
  set onrequest(handler) { this.#handle("request", handler); }
  set ondelivery(handler) { this.#handle("delivery", handler); }
  set onreceived(handler) { this.#handle("received", handler); }
  set onmessage(handler) { this.#handle("message", handler); }
  set onforeground(handler) { this.#handle("foreground", handler); }
  set onlaunch(handler) {
    this.#handle("launch", handler);
    // Before it returns; a handler may take itself away.
    while (this.#handlers.launch && this.#waiting.length > 0) this.#tell("launch", this.#waiting.shift());
  }

  // What the test calls. ------------------------------------------------------------------------

  /** Changes where the app stands; the app hears of it if that is news. */
  become(state) {
    this.#state = this.#whole(state);
    const isNews = JSON.stringify(this.#state) !== this.#known;
    this.#known = JSON.stringify(this.#state);
    if (isNews) this.#tell("change", clone(this.#state));
  }
  /** The user clicks on a notification; without a handler it waits for one. */
  launch(launch = {}) {
    const id = `launch-${this.#count += 1}`;
    const given = { id, action: "", title: "", via: "message", at: Date.now(), ...launch };
    this.entries.launched.unshift(given);
    if (this.#handlers.launch) this.#tell("launch", clone(given));
    else this.#waiting.push(clone(given));
  }
  /** The worker has handled a push. */
  receive(entry = {}) {
    this.entries.received.unshift({ at: Date.now(), title: "", shown: true, ...entry });
    this.#tell("received");
  }
  /** A push while the page is in front, under `foreground: "hidden"`; says whether it is shown. */
  async message(message = {}) {
    if (!this.#handlers.message) return true;
    try {
      await this.#handlers.message({ title: "", ...clone(message) });
      return false;
    } catch {
      return true;
    }
  }
  /** The same under `foreground: "ask"`. */
  async foreground(message = {}) {
    try {
      return (await this.#handlers.foreground?.({ title: "", ...clone(message) })) !== false;
    } catch {
      return true;
    }
  }
  /** What the app makes of a request to its server. */
  async request(request = {}) {
    const method = METHODS[request.kind] ?? "POST";
    const given = { ...REQUEST, method, ...request, headers: { ...HEADERS, ...request.headers } };
    const shaped = await this.#handlers.request?.(given);
    // What it leaves out stays as it was.
    for (const name of ["url", "method", "headers", "body"]) given[name] = shaped?.[name] ?? given[name];
    return given;
  }
  /** One try to tell the app's server something has ended. */
  deliver(delivery = {}) {
    this.#tell("delivery", { kind: "subscription", name: "", outcome: "done", status: 204, ...delivery });
  }
  /** The next call of that name fails. */
  fail(name, code, retryable) { this.#failures[name] = failure(code, undefined, retryable); }

  // ---------------------------------------------------------------------------------------------

  #handle(name, handler) {
    if (handler !== null && handler !== undefined && typeof handler !== "function") {
      throw wrong(`on${name} is no function`);
    }
    this.#handlers[name] = handler;
  }

  // What one throws keeps nothing from going on: it is an unhandled rejection (src/js/page.rs).
  #tell(name, ...given) {
    const handler = this.#handlers[name];
    try {
      handler?.(...given);
    } catch (error) {
      Promise.reject(error);
    }
  }

  #configure(config) {
    judge(config, this.platform);
    this.#config = config;
    this.#state = this.#whole(this.#given);
    return this;
  }

  // An app without a server has nobody who knows of its subscription.
  #whole(given) {
    this.#given = given;
    const state = whole(given, needsGesture(this.platform));
    if (this.#config && !this.#config.reportTo && !given.reported) delete state.reported;
    return state;
  }

  #note(name, given) { this.calls.push({ name, arguments: given }); }

  async #asked(name, given, act) {
    this.#note(name, given);
    const error = this.#failures[name];
    delete this.#failures[name];
    if (error) throw error;
    return act();
  }

  #give() {
    this.#known = JSON.stringify(this.#state);
    return clone(this.#state);
  }

  // The system's question. Closed without an answer it counts as a "not now".
  #ask() {
    if (this.user === "grants") this.become({ kind: "ready" });
    else if (this.user === "denies") this.become({ kind: "blocked" });
    else this.become({ ...this.#state, ask: false });
  }

  #takeSystemMessage(name) {
    if (typeof name !== "string") throw wrong("systemMessages.subscribe");
    if (this.platform.system === "kaios2.5" || this.platform.system === "web") {
      throw failure("no-system-messages", "This system has no system messages in workers.");
    }
  }
}

/** A state with all that its kind has. */
function whole({ kind, ...given }, gesture) {
  const parts = {
    "needs-permission": { gesture, ask: true },
    blocked: { code: "permission-blocked", text: "Allow notifications in Settings." },
    unsupported: { code: "no-push", text: "This phone has no push." },
    subscribed: { subscription: { endpoint: "https://push.example/stand-in", keys: KEYS }, reported: "yes" },
  };
  return { kind, ...parts[kind], warnings: [], ...given };
}

/** What the server would get of a value. */
function inJson(value) {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch {
    // It holds itself, or is nothing that JSON can write.
    throw wrong("value");
  }
}
