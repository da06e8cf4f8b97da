// What is wrong with the app's worker is said, with its place.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { worker } from "./index.js";
import { app, firstLine, folder } from "./support/app.js";

function script(text, name = "sw.js") {
  const file = path.join(folder(), name);
  fs.writeFileSync(file, text);
  return file;
}

test("a typo names file and line", async () => {
  const file = app("kaios25", "\nkaipush.onpush = function (message) {\n  return { title: message.title ;\n};\n");
  await assert.rejects(worker(file, { system: "kaios2.5" }), (error) => {
    assert.match(error.message, /sw\.js:4: SyntaxError: /);
    assert.ok(error.message.startsWith(file), error.message);
    return true;
  });
});

test("a name that is not there is told with file and line", async () => {
  const file = app("kaios3", "\nkaipsh.onpush = function () {};\n");
  await assert.rejects(worker(file), (error) => error.message === `${file}:3: ReferenceError: kaipsh is not defined`);
});

test("an error in an imported script names that", async () => {
  const file = script("importScripts('texts.js');");
  fs.writeFileSync(path.join(path.dirname(file), "texts.js"), "\n\nnull.x;\n");
  await assert.rejects(worker(file), /texts\.js:3: TypeError/);
});

test("a missing import of kaipush says what to do", async () => {
  const none = script("importScripts('kaipush-sw-0a1b2c3d.js');");
  await assert.rejects(worker(none, { system: "kaios2.5" }), (error) => {
    assert.match(error.message, /sw\.js imports "kaipush-sw-0a1b2c3d\.js": there is no file .*0a1b2c3d\.js/);
    assert.match(error.message, /An app that is not built imports "kaipush-sw\.js" .* test OUT\/kaios25\/ of `kaipush build APP OUT`/);
    return true;
  });
});

test("a missing import beside another version names that", async () => {
  const file = app("kaios3");
  const there = /"(.*)"/.exec(firstLine("kaios3"))[1];
  fs.writeFileSync(file, "importScripts('kaipush-sw.js');");
  await assert.rejects(worker(file), (error) => error.message.includes(`There is ${there}: import that.`));
});

test("the worker for KaiOS 3 and 4 is refused on 2.5, which can't read it", async () => {
  for (const entry of ["sw.js", "sw-small.js"]) {
    await assert.rejects(worker(app("kaios3", "", entry), { system: "kaios2.5" }),
      /sw\.js imports "kaipush-sw-.*OUT\/kaios25\/ .* \{ system: "kaios3" \}\.$/);
  }
});

test("any other missing import, and one from elsewhere", async () => {
  await assert.rejects(worker(script("importScripts('texts.js');")), /there is no file .*texts\.js\. Put it there, or correct/);
  await assert.rejects(worker(script("importScripts('https://cdn.example/x.js');")), /reads only files of the app/);
});

test("an app may do without a script that it tries to import", async () => {
  const tested = await worker(script("try { importScripts('texts.js'); } catch (error) { console.log(error.name); }"));
  assert.equal(tested.console[0].text, "NetworkError");
});

test("addresses above the worker's scope are found, too", async () => {
  const file = script("importScripts('/lib/a.js', 'b.js?v=2');");
  const below = path.join(path.dirname(file), "inbox");
  fs.mkdirSync(below);
  fs.mkdirSync(path.join(path.dirname(file), "lib"));
  fs.renameSync(file, path.join(below, "sw.js"));
  fs.writeFileSync(path.join(path.dirname(file), "lib/a.js"), "console.log('a');");
  fs.writeFileSync(path.join(below, "b.js"), "console.log(location.pathname, registration.scope);");
  const tested = await worker(path.join(below, "sw.js"), { scope: "https://app.example/inbox/" });
  assert.deepEqual(tested.console.map(({ text }) => text), ["a", "/inbox/sw.js https://app.example/inbox/"]);
});

test("an install that fails is an error", async () => {
  const file = script("self.addEventListener('install', function (event) { event.waitUntil(Promise.reject(new Error('no cache'))); });");
  await assert.rejects(worker(file), /The worker was not installed: no cache/);
});

test("what a listener of the app's own throws is told, and keeps nothing from the others", async () => {
  const tested = await worker(app("kaios3", "self.addEventListener('push', function () { oops(); });"));
  await tested.push({ title: "Ada" });
  assert.equal(tested.notifications.length, 1);
  assert.ok(tested.warnings.some((text) => /push: ReferenceError: oops is not defined[^]*sw\.js:2/.test(text)), tested.warnings);
});

test("wrong options are refused", async () => {
  const file = script("");
  await assert.rejects(worker(file, { system: "kaios2" }), /it is one of kaios2\.5, kaios3, kaios4/);
  await assert.rejects(worker(file, { scope: "app://inbox/" }), /no address of http: or https:/);
  await assert.rejects(worker(file + "x"), /There is no worker script/);
});
