// How the page gets its second core: the module as it ships, and as bundlers leave it in an app.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import vm from "node:vm";
import { ROOT } from "./support/app.js";

const MODULE = fs.readFileSync(path.join(ROOT, "dist/kaios3/kaipush.mjs"), "utf8");

/** Runs the module where WebAssembly is refused; gives its global and the script element that is to load the core. */
function run(url, bundle) {
  const asked = [];
  const document = {
    baseURI: "http://inbox.localhost/index.html",
    currentScript: bundle ? { src: bundle } : null,
    createElement: () => ({}),
    head: { appendChild: (script) => asked.push(script) },
  };
  const context = vm.createContext({ document, navigator: {}, URL, console }, { codeGeneration: { wasm: false } });
  context.self = context;
  assert.equal(MODULE.split("import.meta.url").length, 2);
  const code = MODULE.replace("import.meta.url", () => JSON.stringify(url) ?? "undefined");
  vm.runInContext(code.replace(/export (?=var )/, ""), context);
  assert.equal(asked.length, 1);
  return { kaipush: context.kaipush, script: asked[0], base: document.baseURI };
}

/** The address that the core's script is asked for at. */
function askedFor(url, bundle) {
  const { script, base } = run(url, bundle);
  return new URL(script.src, base).href;
}

test("a module asks beside itself", () => {
  assert.equal(askedFor("http://inbox.localhost/lib/kaipush.mjs"), "http://inbox.localhost/lib/kaipush-core.js");
  assert.equal(askedFor("https://app.example/kaipush.mjs?v=2"), "https://app.example/kaipush-core.js");
});

test("a bundle that knows only where it was built asks beside itself, too", () => {
  const built = "file:///home/ada/inbox/node_modules/kaipush/kaios3/kaipush.mjs";
  assert.equal(askedFor(built, "http://inbox.localhost/js/app.js"), "http://inbox.localhost/js/kaipush-core.js");
  assert.equal(askedFor(undefined, "http://inbox.localhost/js/app.js"), "http://inbox.localhost/js/kaipush-core.js");
});

test("a bundle that runs later than its script asks beside the page", () => {
  assert.equal(askedFor("file:///C:/inbox/node_modules/kaipush/kaios3/kaipush.mjs"), "http://inbox.localhost/kaipush-core.js");
  assert.equal(askedFor(undefined), "http://inbox.localhost/kaipush-core.js");
});

test("what needs the core says whether it will come", async () => {
  const { kaipush, script } = run("http://inbox.localhost/kaipush.mjs");
  const early = { name: "KaipushError", code: "core-loading", retryable: true };
  assert.throws(() => kaipush.urlB64ToUint8Array("AQI"), early);
  script.onerror();
  await assert.rejects(kaipush.Push.create({ worker: "/sw.js" }), { code: "core-failed", retryable: false });
  const never = { code: "core-failed", retryable: false, message: /kaipush-core\.js could not be loaded/ };
  assert.throws(() => kaipush.urlB64ToUint8Array("AQI"), never);
});
