// Since which Firefox a thing is there, by MDN's browser compatibility data: generated, not guessed.
import { createRequire } from "node:module";

const data = createRequire(import.meta.url)("@mdn/browser-compat-data");

/** The data's part for CSS. */
export const css = data.css;

/** The entry at a path (`javascript.operators.await`). */
export const at = (path) => path.split(".").reduce((entry, part) => entry?.[part], data);

/** Property → the one whose other name it is (`word-wrap` → `overflow-wrap`). */
export const aliases = new Map();
for (const [name, { __compat }] of Object.entries(css.properties)) {
  for (const { alternative_name: other } of [__compat?.support.firefox ?? []].flat()) {
    if (other) aliases.set(other, name);
  }
}

/**
 * The first Firefox that has it without a prefix or a flag: Infinity if none has, undefined if the
 * data does not know it. Half of it counts; so does what was replaced by something better later.
 */
export function since(entry) {
  const support = entry?.__compat?.support?.firefox;
  if (!support) return undefined;
  const plain = [support].flat().filter((one) => !one.flags && !one.prefix && !one.alternative_name);
  return Math.min(...plain.map(({ version_added: version }) => {
    const number = Number.parseFloat(String(version).replace("≤", ""));
    return Number.isNaN(number) ? Infinity : number;
  }));
}

/** Interfaces that share everyday names (`draw`, `device`) and that nobody reaches by accident. */
const EXOTIC = /^(GPU|XR|WebGL|EXT_|OES_|Bluetooth|LargestContentfulPaint|Performance|SharedStorage)/;

/** Objects that are only namespaces: nothing else has their members. */
const NAMESPACE = /^(Atomics|Intl|JSON|Math|Reflect|Temporal|WebAssembly|console|CSS)$/;

const owners = [...Object.entries(data.api), ...Object.entries(data.javascript.builtins)];

/** Name → version, of all that is in the global scope: of a page, and of a service worker. */
export const globals = { page: new Map(), worker: new Map() };

/** What a page has in its global scope and a service worker has not. */
export const pageOnly = new Set(["XMLHttpRequest", "DOMParser", "Image", "Audio"]);

/** `EventTarget` → version, of what was there before `new` could be said to it. */
export const constructors = new Map();

/** `Object.fromEntries` → version, of what hangs on a global itself. */
export const statics = new Map();

/** Name → [{ owner, version, builtin }…] of members, whatever they are members of. */
export const members = new Map();

for (const [owner, entry] of [...owners, ["WebAssembly", data.webassembly.api]]) {
  if (!entry.__compat) continue;
  globals.page.set(owner, since(entry));
  // In workers it may be younger.
  globals.worker.set(owner, Math.max(since(entry), since(entry.worker_support) ?? 0));
  if (since(entry[owner]) !== undefined) constructors.set(owner, since(entry[owner]));
  // `self.fetch` is the same as `fetch`.
  member(owner, "self", entry);
  if (EXOTIC.test(owner)) continue;
  for (const [name, feature] of Object.entries(entry)) {
    if (since(feature) === undefined) continue;
    const plain = name.replace(/_static$/, "");
    const isStatic = plain !== name || owner in data.javascript.builtins || owner === "WebAssembly";
    if (isStatic) statics.set(`${owner}.${plain}`, since(feature));
    if (!NAMESPACE.test(owner)) member(plain, owner, feature);
    // An event has a handler, and the data names only the event.
    if (name.endsWith("_event")) member(`on${name.slice(0, -6)}`, owner, feature);
  }
}

// What hangs on the global object is a global, too: `customElements` is `window.customElements`.
inScope(globals.page, data.api.Window);
for (const scope of [data.api.WorkerGlobalScope, data.api.ServiceWorkerGlobalScope]) {
  inScope(globals.worker, scope);
}
for (const name of names(data.api.Window)) {
  if (!globals.worker.has(name)) pageOnly.add(name);
}

function inScope(scope, entry) {
  for (const name of names(entry)) {
    if (!scope.has(name)) scope.set(name, since(entry[name]));
  }
}

/** Members by their names; what has a `_` in it is a remark or an event. */
function names(entry) {
  return Object.keys(entry).filter((name) => !name.includes("_") && since(entry[name]) !== undefined);
}

function member(name, owner, entry) {
  if (!members.has(name)) members.set(name, []);
  members.get(name).push({ owner, version: since(entry), builtin: owner in data.javascript.builtins });
}
