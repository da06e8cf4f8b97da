// An app that is not built yet has no kaipush beside its worker: it comes from the package, as it is shipped.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { folder, ROOT, SYSTEMS } from "./support/app.js";

const { worker } = await import(path.join(ROOT, "dist/testing/index.js"));

/** An app with nothing but a worker. */
function unbuilt(code) {
  const file = path.join(folder(), "sw.js");
  fs.writeFileSync(file, code);
  return file;
}

for (const system of Object.keys(SYSTEMS)) {
  test(`${system}: the plain names are kaipush's own, however they are spelled`, async () => {
    for (const name of ["kaipush-sw.js", "./kaipush-sw.js", "/kaipush-sw.js", "kaipush-sw-small.js", "/kaipush-sw-small.js"]) {
      const tested = await worker(unbuilt(`importScripts("${name}");`), { system });
      await tested.push({ title: "Ada" });
      await tested.click();
      assert.deepEqual(tested.launches.map(({ title }) => title), ["Ada"], name);
    }
  });
}

test("where WebAssembly is refused its other core comes from there, too", async () => {
  const options = { system: "kaios4", scope: "http://inbox.localhost/" };
  // Without a core no handler is asked.
  const code = 'importScripts("kaipush-sw.js"); kaipush.onpush = function (message) { return { title: message.title + "!" }; };';
  const tested = await worker(unbuilt(code), options);
  await tested.push({ title: "Ada" });
  assert.deepEqual(tested.notifications.map(({ title }) => title), ["Ada!"]);
});

test("a file that is there wins", async () => {
  const file = unbuilt('importScripts("kaipush-sw.js");');
  fs.writeFileSync(path.join(path.dirname(file), "kaipush-sw.js"), "console.log('mine');");
  assert.deepEqual((await worker(file)).console.map(({ text }) => text), ["mine"]);
});

test("what a build would not put there is missing", async () => {
  for (const name of ["js/kaipush-sw.js", "kaipush-sw-0a1b2c3d.js", "kaipush-sw-core-0a1b2c3d.js", "kaipush.js"]) {
    await assert.rejects(worker(unbuilt(`importScripts("${name}");`)), /there is no file /, name);
  }
});
