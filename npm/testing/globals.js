// The rest of a worker's globals: timers, requests, channels, and what Node has like a browser.

import { webcrypto } from "node:crypto";

const NAMES = [
  "URL", "URLSearchParams", "TextEncoder", "TextDecoder", "Headers", "Blob", "FormData", "Event", "EventTarget",
  "AbortController", "AbortSignal", "ReadableStream", "DOMException", "atob", "btoa", "performance",
  "structuredClone", "queueMicrotask", "Request", "Response",
];

// Looked up when a worker is made: where a runner plays a page (jsdom) some are missing, and the stand-in of the
// page's `Push`, which comes by the same import, needs none of them.
function fromNode() {
  const missing = NAMES.filter((name) => !(name in globalThis));
  if (missing.length > 0) {
    throw new Error(`worker() runs in Node's own environment, and here is no ${missing.join(", ")}. Where jest plays a`
      + " page (jsdom), write /** @jest-environment node */ at the top of the worker's test.");
  }
  return { ...Object.fromEntries(NAMES.map((name) => [name, globalThis[name]])), crypto: webcrypto };
}

export function defineGlobals(realm, base, logs) {
  for (const [name, value] of Object.entries({ ...fromNode(), ...exchange(base) })) realm.define(name, value);
  realm.define("console", logs.console());
  for (const [name, value] of Object.entries(timers(logs))) realm.define(name, value);
  realm.define("MessageChannel", MessageChannel);
}

// Node has no address that a relative one would count from; a worker counts from its script's. No classes of
// their own: what `fetch` gives is an instance of them, too.
function exchange(base) {
  const whole = (address) => new URL(address, base).href;
  return {
    Request: new Proxy(Request, {
      construct(made, given, type) {
        const [input, ...others] = given;
        const counted = given.length === 0 || input instanceof Request ? given : [whole(input), ...others];
        return Reflect.construct(made, counted, type);
      },
    }),
    Response: new Proxy(Response, {
      get(made, name) {
        return name === "redirect" ? (address, status) => made.redirect(whole(address), status) : made[name];
      },
    }),
  };
}

// They don't keep Node alive: a worker has some that nobody waits for any more.
function timers(logs) {
  const running = new Map();
  let count = 0;
  const start = (make) => (run, after = 0, ...given) => {
    const id = count += 1;
    const timer = make(() => {
      if (make === setTimeout) running.delete(id);
      try { run(...given); } catch (error) { logs.fault(error, "timer"); }
    }, after);
    running.set(id, timer);
    timer.unref();
    return id;
  };
  const stop = (id) => {
    clearTimeout(running.get(id));
    running.delete(id);
  };
  return { setTimeout: start(setTimeout), setInterval: start(setInterval), clearTimeout: stop, clearInterval: stop };
}

/** Two ends that need no event loop, unlike Node's. */
class MessageChannel {
  constructor() {
    this.port1 = new Port();
    this.port2 = new Port();
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

class Port {
  onmessage = null;
  postMessage(data) {
    const copy = structuredClone(data);
    Promise.resolve().then(() => { this.other.onmessage?.({ type: "message", data: copy, ports: [] }); });
  }
  start() {}
  close() {}
}

/** `fetch`, which records what is asked; without an answer of the test's there is no network. */
export function fetching(realm, base, answer, requests) {
  return async function fetch(input, init = {}) {
    const given = Object(input) === input && "url" in input ? input : undefined;
    const url = new URL(given ? given.url : String(input), base).href;
    const body = init.body ?? (given?.body ? await given.clone().text() : undefined);
    const headers = Object.fromEntries(new Headers(init.headers ?? given?.headers));
    const request = { url, method: String(init.method ?? given?.method ?? "GET").toUpperCase(), headers, body };
    requests.push(request);
    const response = answer && await answer(url, { ...init, ...request });
    if (!response) throw new realm.TypeError("NetworkError when attempting to fetch resource.");
    return response;
  };
}
