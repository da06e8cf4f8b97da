// Every name a script can meet in a Firefox, with the versions that had it: MDN's browser
// compatibility data, flattened.
import { createRequire } from "node:module";
import { OVERRIDES } from "./overrides.mjs";

const data = createRequire(import.meta.url)("@mdn/browser-compat-data");

/** Objects whose members are objects again. */
const NAMESPACES = ["Intl", "Temporal", "WebAssembly"];

/** Described by the data, but no names: only their syntax leads to them, and that is checked as syntax. */
const NO_NAMES = /^(Async(Function|Generator|GeneratorFunction|Iterator)|Generator|GeneratorFunction)$/;

/** Extensions of WebGL have no global of their own; they come from `getExtension`. */
const NO_GLOBALS = /^(ANGLE|EXT|KHR|OES|OVR|WEBGL)_/;

/** What hangs on everything; an entry of that name speaks of something else. */
const EVERYWHERE = /^(constructor|prototype|length|name|n|__proto__)$/;

/**
 * The engine asks for these itself: without them `instanceof` would not know a class, nor `replace`,
 * `match`, `search` and `split` a regular expression, which they did before there were such names.
 */
const RELIED_ON = /^@@(hasInstance|match|replace|search|split)$/;

/** Whose `onload` and the like may stand on any of them, wherever the data files the event. */
const SHARED = /^(Window|Document|Element|(HTML|SVG|MathML)\w*Element)$/;

/**
 * kind → owner → name → [{ from, to }…]. Kinds are `globals`, `workers` (the same, in workers) and
 * `handlers`, all with the owner ""; `members` of prototypes, `statics`, and `builtins`: of the
 * language's own objects the data does not say which of the two.
 */
export function names() {
  const all = { globals: {}, handlers: {}, members: {}, statics: {}, builtins: {}, workers: {} };
  const builtins = { ...data.javascript.builtins, WebAssembly: data.webassembly.api };
  for (const [owner, entry] of Object.entries(data.api)) object(all, owner, entry, "members");
  for (const [owner, entry] of Object.entries(builtins)) object(all, owner, entry, "builtins");
  for (const { name, since } of OVERRIDES) {
    const [owner, member] = name.split(".");
    const spans = all.members[owner]?.[member] ?? all.statics[owner]?.[member];
    if (!spans) throw new Error(`overrides.mjs: MDN's data has no ${name}`);
    spans.push({ from: since });
  }
  return all;
}

/** A global and what it has. */
function object(all, owner, entry, kind) {
  if (!entry.__compat || NO_NAMES.test(owner) || NO_GLOBALS.test(owner)) return;
  add(all, "globals", "", owner, entry);
  // In workers it may be younger.
  if (entry.worker_support) add(all, "workers", "", owner, entry.worker_support);
  inside(all, owner, entry, kind);
}

function inside(all, owner, entry, kind) {
  for (const [name, feature] of Object.entries(entry)) {
    // `requestPermission` is a name; `worker_support` and `options_parameter` are remarks. An entry
    // with its owner's name is its constructor: that is a call, not a name.
    const plain = name.replace(/_(event|static)$/, "");
    if (/[_-]/.test(plain) || EVERYWHERE.test(plain) || RELIED_ON.test(plain)) continue;
    if (name.endsWith("_event")) event(all, owner, plain, feature);
    else if (name.endsWith("_static")) add(all, "statics", owner, plain, feature);
    else if (plain !== owner.split(".").pop()) {
      add(all, kind, owner, plain, feature);
      if (NAMESPACES.includes(owner)) inside(all, `${owner}.${plain}`, feature, kind);
    }
  }
}

/** An event can't be taken away; its handler can. */
function event(all, owner, name, feature) {
  if (SHARED.test(owner)) add(all, "handlers", "", name, feature, "on");
  else add(all, "members", owner, name, feature, "on");
}

/** Whatever one of its support statements calls it. Half of it counts; what takes a flag does not. */
function add(all, kind, owner, name, feature, before = "") {
  for (const one of [feature.__compat?.support.firefox ?? []].flat()) {
    const from = version(one.version_added);
    if (one.flags || /[^@\w]/.test(one.alternative_name ?? "")) continue;
    const prefixed = one.prefix && one.prefix + (before ? name : name[0].toUpperCase() + name.slice(1));
    const called = one.alternative_name ?? before + (prefixed ?? name);
    ((all[kind][owner] ??= Object.create(null))[called] ??= []).push({ from, to: version(one.version_removed) });
  }
}

/** Infinity for what is still to come, or never came. */
function version(text) {
  const number = Number.parseFloat(String(text).replace("≤", ""));
  return Number.isNaN(number) ? Infinity : number;
}
