// A structured clone also where a runner plays a page (jsdom), and takes the function of that name away.

import { deserialize, serialize } from "node:v8";

export function clone(value) {
  const { structuredClone: own } = globalThis;
  return own ? own(value) : deserialize(serialize(value));
}
