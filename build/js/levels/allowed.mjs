// Names newer than the level that may stand in what ships, or in an app with kaipush, each with the reason.
// `guard` is what has to stand in the same file for the reason to hold.

export const ALLOWED = [
  { name: "FinalizationRegistry", guard: /typeof FinalizationRegistry/, why: "wasm-bindgen's glue asks for it first and does without" },
  { name: "queueMicrotask", guard: /\([\w$]+\)\.queueMicrotask\b/, why: "wasm-bindgen-futures takes it if it is a function, else a resolved promise" },
  { name: "detached", guard: /\.detached===?undefined|void 0===?[\w$.]+\.detached|!0===?[\w$.]+\.detached/, why: "the glue compares buffers where it is undefined" },
  { name: "hasInstance", guard: /typeof Symbol/, why: "SWC's instanceof asks for it first and falls back to the operator" },
  { name: "dispose", guard: /Symbol\.dispose ?(&&|\?)/, why: "wasm-bindgen's glue asks for it first" },
  { name: "navigate", guard: /\.url\) ?\|\| ?[\w$]+\([\w$]+\.navigate\)/, why: "a payload's member in the Declarative Web Push shape; WindowClient's method nobody calls" },
  { name: "actions", guard: /\.notification\.data\.actions/, why: "what kaipush itself has written into its notification's data" },
  { name: "globalThis", guard: /typeof globalThis/, why: "asked for first, with self and window in its place" },
  { name: "silent", guard: /\.history\(\)/, why: "what `push.history()` counts, pushes that showed no notification; no notification's own" },
  { name: "cause", why: "kaipush's errors have it everywhere; where an engine's own have none, it is undefined" },
  { name: "allow", guard: /\bkaipush\.allow\b/, why: "a setting of kaipush's worker; the browser's namesakes are a page's" },
];
