// Folders of apps for our own tests: a worker script with the real product beside it.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after } from "node:test";

export const ROOT = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "../../..");

/** Each system with the product that runs there. */
export const SYSTEMS = { "kaios2.5": "kaios25", kaios3: "kaios3", kaios4: "kaios3" };

const folders = [];
after(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })));

export function folder() {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), "kaipush-testing-"));
  folders.push(made);
  return made;
}

/** The first line of the product's own worker script, such as `importScripts("kaipush-sw-0a1b2c3d.js");`. */
export function firstLine(product, entry = "sw.js") {
  return fs.readFileSync(path.join(ROOT, "dist", product, entry), "utf8").split("\n")[0];
}

/** A folder whose modules import kaipush as an app's do: from npm. */
export function importing() {
  const made = folder();
  fs.mkdirSync(path.join(made, "node_modules"));
  fs.symlinkSync(path.join(ROOT, "dist"), path.join(made, "node_modules/kaipush"));
  fs.writeFileSync(path.join(made, "package.json"), JSON.stringify({ type: "module" }));
  return made;
}

/** Makes an app whose worker is `code` behind the product's first line, and gives the script's path. */
export function app(product, code = "", entry = "sw.js") {
  const made = folder();
  const source = path.join(ROOT, "dist", product);
  for (const name of fs.readdirSync(source)) fs.copyFileSync(path.join(source, name), path.join(made, name));
  const script = path.join(made, "sw.js");
  fs.writeFileSync(script, `${firstLine(product, entry)}\n${code}`);
  return script;
}
