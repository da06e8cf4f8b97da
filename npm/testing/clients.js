// What the worker sees of the app's pages, and its ways to open the app.
// Sources: dom/workers/ServiceWorkerClients.cpp and dom/webidl/{Clients,Client}.webidl of KaiOS' Gecko.

const DISPOSITIONS = ["window", "inline", "attention"];

/** `clients` and its classes. `process()` is the one whose instance of 2.5's worker has the event. */
export function makeClients({ realm, system, events, logs, pages, process }) {
  const isOld = system.gecko === 48;
  const pageOf = new WeakMap();
  const refuse = (name, text) => realm.Promise.reject(new DOMException(text, name));

  class WindowClient {
    async focus() {
      const page = pageOf.get(this);
      if (!events.mayInteract()) return refuse("InvalidStateError", "focus is not allowed outside of a click");
      if (!pages.open.includes(page)) return refuse("InvalidAccessError", "the window is gone");
      pages.focus(page);
      return seen(page);
    }
    postMessage(message, given = []) {
      const page = pageOf.get(this);
      const told = copy(message, given.transfer ?? given);
      if (pages.open.includes(page)) page.hear(told);
    }
  }

  class Clients {
    async matchAll(options = {}) {
      const type = options?.type ?? "window";
      if (type !== "window") {
        if (isOld) return refuse("NotSupportedError", "matchAll knows windows only");
        if (type !== "all") return [];
      }
      return inSight().filter((page) => page.controlled || options?.includeUncontrolled).map(seen);
    }
    async get(id) {
      const page = inSight().find((one) => one.id === id);
      return page && seen(page);
    }
    async claim() {
      pages.open.forEach((page) => { page.controlled = true; });
    }
  }
  if (isOld) Clients.prototype.openApp = async (options) => openApp(options);
  else Clients.prototype.openWindow = async (address, options) => openWindow(address, options);

  // The manager of 2.5 asks the documents of its own process, so the parent's worker sees no page.
  function inSight() {
    return process() === "parent" ? [] : pages.open;
  }

  // How the page is now: what the worker holds does not change with it.
  function seen(page) {
    const client = Object.create(WindowClient.prototype);
    pageOf.set(client, page);
    const { url, id, focused } = page;
    const visibilityState = page.visible ? "visible" : "hidden";
    Object.assign(client, { url, id, focused, frameType: "top-level", visibilityState });
    return isOld ? client : Object.assign(client, { type: "window" });
  }

  // Sends the system message `serviceworker-notification`, and resolves whoever hears it.
  function openApp(options) {
    if (options !== undefined && options !== null && Object(options) !== options) {
      throw new realm.TypeError("Argument 1 of Clients.openApp can't be converted to a dictionary.");
    }
    const given = options?.msg;
    if (Object(given) === given) {
      logs.phone(`openApp's msg is an object: it arrives as "${given}"; give it a string, such as JSON`);
    }
    if (!events.mayInteract()) return refuse("InvalidAccessError", "openApp is not allowed outside of a click");
    if (process() === "app") return refuse("InvalidAccessError", "only allow openApp in chrome process");
    // The copy ends at a NUL.
    const msg = given === undefined ? "" : String(given).split("\0")[0];
    const page = pages.open[0] ?? pages.add("");
    pages.focus(page);
    pages.note({ how: "openApp", msg }, page, launchOf(msg), "openapp");
    return undefined;
  }

  function openWindow(address, options) {
    const disposition = options?.disposition;
    if (disposition !== undefined && !DISPOSITIONS.includes(String(disposition))) {
      throw new realm.TypeError(`'${disposition}' is not a valid value for enumeration ClientWindowDisposition.`);
    }
    let url;
    try {
      url = new URL(String(address), pages.scope);
    } catch {
      throw new realm.TypeError(`URL "${address}" is not valid.`);
    }
    if (!events.mayInteract()) return refuse("InvalidAccessError", "openWindow is not allowed outside of a click");
    // The launch travels in the fragment (model/src/click/fragment.rs); the page takes it out.
    const [, plain, written] = /^([^]*?)(?:[#&]kaipush=(.*))?$/.exec(url.href);
    const page = url.origin === pages.origin ? pages.add(plain) : null;
    pages.note({ how: "openWindow", url: plain }, page, written && launchOf(decodeURIComponent(written)), "url");
    return page && seen(page);
  }

  return { clients: new Clients(), Clients, WindowClient, seen };
}

// Ports travel as members of the message; deeper inside nobody has them.
function copy(message, transfer) {
  const isPort = (name) => transfer.includes(message[name]);
  const ports = Object(message) === message ? Object.keys(message).filter(isPort) : [];
  if (ports.length === 0) return structuredClone(message);
  const rest = Object.fromEntries(Object.entries(message).filter(([name]) => !ports.includes(name)));
  return Object.assign(structuredClone(rest), Object.fromEntries(ports.map((name) => [name, message[name]])));
}

/** What kaipush wrote; an app's own text is none. */
function launchOf(text) {
  try {
    const { kaipush: _, ...launch } = JSON.parse(text);
    return launch.id === undefined ? undefined : launch;
  } catch {
    return undefined;
  }
}
