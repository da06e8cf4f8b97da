// What the systems' workers have, as far as a test can tell. Sources: the WebIDL and preferences of
// KaiOS' Gecko trees, and MDN's compatibility data; systems.test.js compares the names with the
// simulator's tables, which are made from that.

const SHOWN = ["dir", "lang", "body", "tag", "icon", "data", "mozbehavior", "requireInteraction", "actions"];
const BEHAVIOR = ["noscreen", "noclear", "showOnlyOnce", "soundFile", "vibrationPattern"];

// Names of the language, and what stands at `globals` is there only for the versions of Gecko that have it.
const SINCE_84 = {
  Array: "at findLast findLastIndex toReversed toSorted toSpliced with",
  Object: "groupBy hasOwn",
  Promise: "withResolvers",
  String: "at isWellFormed toWellFormed",
};
const SINCE_48 = {
  Array: SINCE_84.Array + " flat flatMap values",
  Object: SINCE_84.Object + " fromEntries getOwnPropertyDescriptors",
  Promise: SINCE_84.Promise + " allSettled any finally",
  String: SINCE_84.String + " matchAll replaceAll trimEnd trimStart",
};

export const SYSTEMS = {
  "kaios2.5": {
    gecko: 48,
    product: "kaios25",
    userAgent: "Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5.1",
    options: SHOWN,
    behavior: BEHAVIOR,
    // Milliseconds after a click in which the worker may open the app (`dom.disable_open_click_delay`).
    clickDelay: 1000,
    missing: {
      globals: "AggregateError Atomics BigInt BigInt64Array BigUint64Array FinalizationRegistry SharedArrayBuffer "
        + "WeakRef WebAssembly globalThis AbortController AbortSignal ReadableStream queueMicrotask structuredClone",
      members: SINCE_48,
    },
  },
  kaios3: {
    gecko: 84,
    product: "kaios3",
    userAgent: "Mozilla/5.0 (Mobile; Nokia 2780; rv:84.0) Gecko/84.0 Firefox/84.0 KAIOS/3.1",
    options: [...SHOWN, "image", "silent", "vibrate"],
    behavior: [...BEHAVIOR, "loopControl"],
    // `dom.serviceWorkers.disable_open_click_delay` in b2g/app/b2g.js.
    clickDelay: 5000,
    missing: { globals: "structuredClone", members: SINCE_84 },
  },
  kaios4: {
    gecko: 123,
    product: "kaios3",
    userAgent: "Mozilla/5.0 (Mobile; TCL FLIP 4; rv:123.0) Gecko/123.0 Firefox/123.0 KAIOS/4.0",
    options: [...SHOWN, "image", "silent", "vibrate"],
    behavior: [...BEHAVIOR, "loopControl"],
    clickDelay: 5000,
    missing: { globals: "", members: {} },
  },
};

/** The system of that name, or an error that names those that there are. */
export function systemOf(name) {
  if (!Object.hasOwn(SYSTEMS, name)) {
    throw new TypeError(`There is no system "${name}": it is one of ${Object.keys(SYSTEMS).join(", ")}.`);
  }
  return { name, ...SYSTEMS[name] };
}
