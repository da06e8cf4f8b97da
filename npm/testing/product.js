// kaipush's own worker for an app that is not built yet: its sw.js names the plain file, which `kaipush build`
// puts there under a name with a hash. The package has it beside this folder.

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
const PLAIN = /^kaipush-sw(-small)?\.js$/;
const LOADS_CORE = /importScripts\("kaipush-sw[^"]*-core-[0-9a-f]{8}\.js"\)/;
const HASH = /-[0-9a-f]{8}(?=\.js$)/;

/** The package's file of a plain name, if it has one. */
export function shipped(name, product) {
  const folder = path.join(PACKAGE, product);
  if (!PLAIN.test(name) || !fs.existsSync(folder)) return undefined;
  const found = fs.readdirSync(folder).find((one) => one.replace(HASH, "") === name);
  return found && path.join(folder, found);
}

/** Whether a script is kaipush's worker for KaiOS 3 and 4: no other loads a core where WebAssembly is refused. */
export function isForWasm(name, text) {
  return name.startsWith("kaipush-sw") && LOADS_CORE.test(text);
}
