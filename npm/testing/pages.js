// The app's pages: the test's side of them, and what the worker sees of them as `clients`.
// Sources: dom/workers/ServiceWorkerClients.cpp and dom/webidl/{Clients,Client}.webidl of KaiOS' Gecko.

const DISPOSITIONS = ["window", "inline", "attention"];
let pageCount = 0;

/** A page that a test has opened, or a click. */
class Page {
  #pages;
  constructor(pages, url, options = {}) {
    this.#pages = pages;
    this.id = `page-${pageCount += 1}`;
    this.url = url;
    this.visible = options.visible ?? true;
    this.focused = options.focused ?? this.visible;
    this.controlled = options.controlled ?? true;
    this.onforeground = options.onforeground ?? null;
    this.launches = [];
    this.messages = [];
  }

  close() {
    this.#pages.open = this.#pages.open.filter((page) => page !== this);
  }

  /** Posts to the worker, as `navigator.serviceWorker.controller.postMessage` does. */
  post(message) {
    return this.#pages.post(this, message);
  }

  /** kaipush's own messages become what `Push` makes of them; the others are the app's. */
  hear(message) {
    if (message?.kaipush === "launch") this.launches.push({ ...message.launch, via: "message" });
    else if (message?.kaipush === "foreground") this.#answer(message);
    else if (message?.kaipush === undefined) this.messages.push(message);
  }

  async #answer({ message, port }) {
    let shown = true;
    try {
      shown = this.onforeground ? (await this.onforeground(message)) !== false : true;
    } finally {
      port.postMessage(shown);
    }
  }
}

export class Pages {
  constructor({ realm, system, events, logs, scope, opened }) {
    Object.assign(this, { realm, system, events, logs, scope, opened });
    this.open = [];
    // Of 2.5: the process whose instance of the worker has the event.
    this.process = "app";
    this.makeClasses();
  }

  add(address, options) {
    const url = new URL(address ?? "", this.scope);
    if (url.origin !== new URL(this.scope).origin) throw new TypeError(`${url.href} is no page of the app at ${this.scope}.`);
    const page = new Page(this, url.href, options);
    this.open.push(page);
    if (page.focused) this.focus(page);
    return page;
  }

  focus(page) {
    this.open.forEach((one) => { one.focused = false; });
    page.visible = page.focused = true;
  }

  post(page, message) {
    return this.events.dispatch(new this.events.ExtendableEvent("message", {
      data: this.realm.clone(message), origin: new URL(this.scope).origin, source: this.client(page), ports: [],
    }));
  }

  client(page) {
    const client = Object.create(this.WindowClient.prototype);
    // What the worker holds is how it was when it asked.
    const seen = { url: page.url, id: page.id, visibilityState: page.visible ? "visible" : "hidden", focused: page.focused };
    if (this.system.gecko >= 54) seen.type = "window";
    Object.assign(client, seen, { frameType: "top-level" });
    this.pageOf.set(client, page);
    return client;
  }

  makeClasses() {
    const pages = this;
    const refuse = (name, text) => this.realm.Promise.reject(new DOMException(text, name));
    this.pageOf = new WeakMap();

    this.WindowClient = class WindowClient {
      async focus() {
        const page = pages.pageOf.get(this);
        if (!pages.events.mayInteract()) return refuse("InvalidStateError", "focus is not allowed outside of a click");
        if (!pages.open.includes(page)) return refuse("InvalidAccessError", "the window is gone");
        pages.focus(page);
        return pages.client(page);
      }
      postMessage(message, transfer = []) {
        const page = pages.pageOf.get(this);
        // Ports travel as members of the message; deeper inside nobody has them.
        const ports = {};
        const rest = { ...message };
        const holds = Object(message) === message ? Object.keys(message).filter((name) => transfer.includes(message[name])) : [];
        holds.forEach((name) => { ports[name] = message[name]; delete rest[name]; });
        const copy = structuredClone(holds.length > 0 ? rest : message);
        const told = holds.length > 0 ? { ...copy, ...ports } : copy;
        if (pages.open.includes(page)) page.hear(told);
      }
    };

    this.Clients = class Clients {
      async matchAll(options = {}) {
        const type = options?.type;
        if (type !== undefined && type !== "window" && (pages.system.gecko === 48 || type !== "all")) {
          return refuse("NotSupportedError", "matchAll knows windows only");
        }
        // The manager of 2.5 asks the documents of its own process, so the parent's worker sees no page.
        if (pages.process === "parent") return [];
        const seen = pages.open.filter((page) => page.controlled || options?.includeUncontrolled);
        return seen.map((page) => pages.client(page));
      }
      async get(id) {
        const page = pages.open.find((one) => one.id === id);
        return page && pages.client(page);
      }
      async claim() {
        pages.open.forEach((page) => { page.controlled = true; });
      }
    };
    this.Clients.prototype[pages.system.gecko === 48 ? "openApp" : "openWindow"] = pages.system.gecko === 48
      ? async function openApp(options) { return pages.openApp(options, refuse); }
      : async function openWindow(url, options) { return pages.openWindow(url, options, refuse); };
  }

  openApp(options, refuse) {
    if (options !== undefined && Object(options) !== options && options !== null) {
      throw new this.realm.TypeError("Argument 1 of Clients.openApp can't be converted to a dictionary.");
    }
    const given = options?.msg;
    if (Object(given) === given) this.logs.phone(`openApp's msg is an object: it arrives as "${given}"; give it a string, such as JSON`);
    if (!this.events.mayInteract()) return refuse("InvalidAccessError", "openApp is not allowed outside of a click");
    if (this.process === "app") return refuse("InvalidAccessError", "only allow openApp in chrome process");
    // The copy ends at a NUL.
    const msg = given === undefined ? "" : String(given).split("\0")[0];
    const page = this.open[0] ?? this.add("");
    this.focus(page);
    this.#note({ how: "openApp", msg }, page, launchOf(msg), "openapp");
    return undefined;
  }

  openWindow(address, options, refuse) {
    const disposition = options?.disposition;
    if (disposition !== undefined && !DISPOSITIONS.includes(String(disposition))) {
      throw new this.realm.TypeError(`'${disposition}' is not a valid value for enumeration ClientWindowDisposition.`);
    }
    let url;
    try {
      url = new URL(String(address), this.scope);
    } catch {
      throw new this.realm.TypeError(`URL "${address}" is not valid.`);
    }
    if (!this.events.mayInteract()) return refuse("InvalidAccessError", "openWindow is not allowed outside of a click");
    const [, plain, written] = /^([^]*?)(?:[#&]kaipush=(.*))?$/.exec(url.href);
    const page = url.origin === new URL(this.scope).origin ? this.add(plain) : null;
    this.#note({ how: "openWindow", url: plain }, page, written && launchOf(decodeURIComponent(written)), "url");
    return page && this.client(page);
  }

  #note(how, page, launch, via) {
    const told = launch && { ...launch, via };
    this.opened.push(told ? { ...how, launch: told } : how);
    if (told && page) page.launches.push(told);
  }
}

function launchOf(text) {
  try {
    const { kaipush: _, ...launch } = JSON.parse(text);
    return launch.id === undefined ? undefined : launch;
  } catch {
    return undefined;
  }
}
