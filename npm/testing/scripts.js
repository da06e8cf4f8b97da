// The app's worker script and what it imports, from the folder it lies in.

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isForWasm, shipped } from "./product.js";
import { placeOf } from "./realm.js";

// Node runs it, and the phone would not.
const TOO_NEW = "this is kaipush's worker for KaiOS 3 and 4, which 2.5 can't read. Test the app that is built for 2.5,"
  + " OUT/kaios25/ of `kaipush build APP OUT`, or say which system this one is for: { system: \"kaios3\" }.";

export class Scripts {
  constructor(file, scope, realm, system) {
    this.file = path.resolve(file instanceof URL ? fileURLToPath(file) : file);
    this.folder = path.dirname(this.file);
    this.base = new URL(".", scope);
    this.url = new URL(encodeURIComponent(path.basename(this.file)), this.base);
    this.realm = realm;
    this.system = system;
    this.imported = new Set();
    this.files = [this.file];
    // The package's folder of kaipush's worker, where the app has none of its own.
    this.lent = undefined;
    // No script may be new once the worker is active (Firefox 62; importScripts throws NetworkError).
    this.sealed = false;
  }

  /** The first run of the worker's script. */
  start() {
    if (!fs.existsSync(this.file)) {
      throw new Error(`There is no worker script ${this.file}.`);
    }
    try {
      this.realm.run(fs.readFileSync(this.file, "utf8"), this.file);
    } catch (error) {
      if (error === this.failure?.thrown) throw new Error(this.failure.text, { cause: error });
      const text = error?.name ? `${error.name}: ${error.message}` : String(error);
      throw new Error(`${placeOf(error, this.files)}: ${text}`, { cause: error });
    }
  }

  importScripts(...addresses) {
    for (const address of addresses) {
      const url = new URL(String(address), this.url);
      const { file, text } = this.#read(url, String(address));
      if (this.system.product === "kaios25" && isForWasm(path.basename(file), text)) this.#fail(String(address), TOO_NEW);
      this.imported.add(url.href);
      this.files.push(file);
      this.realm.run(text, file);
    }
  }

  #path(url) {
    const from = this.base.pathname.split("/").length - 1;
    const folder = this.base.pathname.split("/").slice(0, from);
    const parts = decodeURIComponent(url.pathname).split("/");
    let same = 0;
    while (same < from && parts[same] === folder[same]) same += 1;
    return path.join(this.folder, ...Array(from - same).fill(".."), ...parts.slice(same));
  }

  #read(url, address) {
    if (this.sealed && this.system.gecko >= 62 && !this.imported.has(url.href)) {
      this.#fail(address, "the worker is active: what it needs must be imported in its first run.");
    }
    if (url.origin !== this.base.origin) {
      this.#fail(address, "the stand-in reads only files of the app: put the script beside the worker.");
    }
    const file = this.#path(url);
    const there = fs.existsSync(file) ? file : this.#toCome(file);
    try {
      return { file: there, text: fs.readFileSync(there, "utf8") };
    } catch {
      return this.#fail(address, `there is no file ${file}. ${this.#advice(path.basename(file), path.dirname(file))}`);
    }
  }

  // What `kaipush build` will put there: beside the worker, and nowhere else. Where a built one lies already,
  // nobody knows which of them is meant.
  #toCome(file) {
    const [name, folder] = [path.basename(file), path.dirname(file)];
    if (folder !== this.folder || this.#versions(name, folder).length > 0) return file;
    // It loads its other core from beside it, where WebAssembly is refused.
    if (this.lent && name.startsWith("kaipush-sw-")) return path.join(this.lent, name);
    const found = shipped(name, this.system.product);
    if (found) this.lent = path.dirname(found);
    return found ?? file;
  }

  // kaipush's own files have a hash in their names, which changes with each version.
  #versions(name, folder) {
    const plain = plainly(name);
    return fs.existsSync(folder)
      ? fs.readdirSync(folder).filter((one) => one.replace(/-[0-9a-f]{8}\.js$/, "") === plain && one !== name)
      : [];
  }

  #advice(name, folder) {
    const plain = plainly(name);
    if (!plain.startsWith("kaipush-sw")) return "Put it there, or correct the address.";
    const there = this.#versions(name, folder);
    if (there.length > 0) return `There is ${there.join(" and ")}: import that.`;
    const { product } = this.system;
    const worker = plain.startsWith("kaipush-sw-small") ? "kaipush-sw-small.js" : "kaipush-sw.js";
    return `An app that is not built imports "${worker}" from beside its sw.js, and the test takes that from the npm`
      + ` package. One that is built has kaipush's files beside sw.js: test OUT/${product}/ of`
      + ` \`kaipush build APP OUT\`, or copy them from dist/${product}/.`;
  }

  #fail(address, why) {
    const thrown = new DOMException(`importScripts("${address}"): ${why}`, "NetworkError");
    this.failure = { thrown, text: `${this.file} imports "${address}": ${why}` };
    throw thrown;
  }
}

function plainly(name) {
  return name.replace(/(-[0-9a-f]{8})?\.js$/, "");
}
