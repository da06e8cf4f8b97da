// What only some systems have, and the rules that an app trips over: with bare worker scripts.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import vm from "node:vm";
import { worker } from "./index.js";
import { SYSTEMS } from "./systems.js";
import { app, folder, ROOT } from "./support/app.js";

function bare(system, code, options) {
  const script = path.join(folder(), "sw.js");
  fs.writeFileSync(script, code);
  return worker(script, { system, ...options });
}

/** Shows one, and clicks it where `click` is the handler; what the handler logs is what it found. */
async function clicked(system, click, before = () => {}) {
  const tested = await bare(system, `
    function say(text) { return function (error) { console.log(text || error.name); }; }
    self.addEventListener("push", function (event) { event.waitUntil(registration.showNotification("T", {})); });
    self.addEventListener("notificationclick", function (event) { ${click} });`);
  await tested.push();
  before(tested);
  await tested.click();
  await new Promise((resolve) => setTimeout(resolve, 5));
  return tested;
}
const said = (tested) => tested.console.map(({ text }) => text).join();

test("each has its own way to open, and no other", async () => {
  const code = "console.log(typeof clients.openApp, typeof clients.openWindow);";
  assert.equal(said(await bare("kaios2.5", code)), "function undefined");
  assert.equal(said(await bare("kaios3", code)), "undefined function");
});

test("openApp: the right ends with the dispatch unless waitUntil holds it", async () => {
  const open = "clients.openApp({ msg: 'm' }).then(say('opened'), say())";
  assert.equal(said(await clicked("kaios2.5", `event.waitUntil(clients.matchAll().then(function () { return ${open}; }));`)), "opened");
  assert.equal(said(await clicked("kaios2.5", `clients.matchAll().then(function () { return ${open}; });`)), "InvalidAccessError");
  const late = "event.waitUntil(new Promise(function (resolve) { setTimeout(resolve, 1010); }).then(function () { return " + open + "; }));";
  assert.equal(said(await clicked("kaios2.5", late)), "InvalidAccessError");
});

test("openApp: what the app's own process shows, its worker can't open", async () => {
  const open = "event.waitUntil(clients.openApp({ msg: {} }).then(say('opened'), say()));";
  const tested = await bare("kaios2.5", `
    function say(text) { return function (error) { console.log(text || error.name); }; }
    self.addEventListener("push", function (event) { event.waitUntil(registration.showNotification("T")); });
    self.addEventListener("notificationclick", function (event) { event.notification.close(); ${open} });`);
  const page = tested.open();
  await tested.push();
  await tested.click();
  assert.equal(said(tested), "InvalidAccessError");
  assert.deepEqual(tested.warnings, ["openApp's msg is an object: it arrives as \"[object Object]\"; give it a string, such as JSON"]);
  await tested.push();
  page.close();
  await tested.click();
  assert.equal(tested.opened[0].msg, "[object Object]");
});

test("the parent's worker of 2.5 sees no page of a notification that was shown while the app was closed", async () => {
  const see = "event.waitUntil(clients.matchAll({ includeUncontrolled: true }).then(function (all) { console.log(all.length); }));";
  const open = (tested) => tested.open();
  assert.equal(said(await clicked("kaios2.5", see, open)), "0");
  assert.equal(said(await clicked("kaios3", see, open)), "1");
});

test("nor does it find one by its id", async () => {
  const code = `self.onpush = function () { registration.showNotification("T"); };
    self.onmessage = function (event) { self.id = event.source.id; };
    self.onnotificationclick = function (event) {
      event.waitUntil(clients.get(id).then(function (page) { console.log(page ? page.url : "none"); }));
    };`;
  for (const [system, expected] of [["kaios2.5", "none"], ["kaios3", "https://app.example/"]]) {
    const tested = await bare(system, code);
    await tested.push();
    await tested.open().post("x");
    await tested.click();
    assert.equal(said(tested), expected);
  }
});

test("a page's message reaches the worker of its own process, whatever came before", async () => {
  const script = "self.onmessage = function (event) { event.waitUntil(clients.matchAll().then(function (all) { console.log(all.length); })); };";
  const tested = await bare("kaios2.5", script);
  await tested.push();
  await tested.open().post("x");
  assert.equal(said(tested), "1");
});

test("a page is not controlled in the first session", async () => {
  const see = "event.waitUntil(clients.matchAll().then(function (all) { console.log(all.length); }));";
  assert.equal(said(await clicked("kaios3", see, (tested) => tested.open("/", { controlled: false }))), "0");
});

test("waitUntil is too late in a promise's callback on 2.5", async () => {
  const late = "event.waitUntil(new Promise(function (done) { setTimeout(done, 3); })); Promise.resolve().then(function () { event.waitUntil(Promise.resolve()); }).then(say('late'), say());";
  assert.equal(said(await clicked("kaios2.5", late)), "InvalidStateError");
  assert.equal(said(await clicked("kaios3", late)), "late");
});

test("options that a system does not know are dropped and told", async () => {
  const show = (system) => bare(system, "self.onpush = function (event) { event.waitUntil(registration.showNotification('T', "
    + "{ body: 'B', badge: '/b.png', silent: true, mozbehavior: { loopControl: {}, noclear: true }, actions: [1, 2, 3].map(function (n) { return { action: 'a' + n, title: 'A' }; }) })); };");
  const old = await show("kaios2.5");
  await old.push();
  assert.deepEqual(Object.keys(old.notifications[0].options).sort(), ["actions", "body", "mozbehavior"]);
  assert.deepEqual(old.notifications[0].options.mozbehavior, { noclear: true });
  assert.equal(old.notifications[0].options.actions.length, 2);
  assert.deepEqual(old.warnings, ["badge does nothing on kaios2.5", "silent does nothing on kaios2.5",
    "mozbehavior.loopControl does nothing on kaios2.5", "only the first two of 3 actions are shown (Notification.maxActions)"]);
  const new3 = await show("kaios3");
  await new3.push();
  assert.equal(new3.notifications[0].options.silent, true);
  assert.equal(new3.warnings[0], "badge does nothing on kaios3");
});

test("a notification that WebIDL does not take is refused", async () => {
  const show = (given) => `show(${given})`;
  const code = `function show() { return registration.showNotification.apply(registration, arguments); }
    self.onmessage = function (event) {
      event.waitUntil(new Function("return " + event.data)().then(function () { console.log("shown"); },
        function (error) { console.log(error instanceof TypeError ? "TypeError" : error); }));
    };`;
  const refused = [
    "", "'T', 5", "'T', { dir: 'up' }", "'T', { dir: null }", "'T', { mozbehavior: true }",
    "'T', { mozbehavior: { vibrationPattern: 30 } }", "'T', { mozbehavior: { vibrationPattern: null } }",
    "'T', { mozbehavior: { vibrationPattern: '30' } }", "'T', { actions: {} }", "'T', { actions: null }",
    "'T', { actions: ['like'] }", "'T', { actions: [null] }", "'T', { actions: [{ action: 'like' }] }",
    "'T', { actions: [{ title: 'Like' }] }", "'T', { actions: [{ action: 'a', title: 'A' }, { action: 'b', title: 'B' }, {}] }",
  ];
  const taken = [
    "undefined", "'T', null", "'T', { dir: 'rtl' }", "'T', { dir: undefined, actions: undefined, mozbehavior: null }",
    "'T', { mozbehavior: { vibrationPattern: new Set([30, '200', 'x']) } }",
    "'T', { actions: new Set([{ action: 1, title: '' }]) }",
  ];
  for (const system of Object.keys(SYSTEMS)) {
    const tested = await bare(system, code);
    const page = tested.open();
    for (const [list, expected] of [[refused, "TypeError"], [taken, "shown"]]) {
      for (const given of list) {
        await page.post(show(given));
        assert.equal(tested.console.at(-1).text, expected, given);
      }
    }
    assert.equal(tested.notifications.length, taken.length);
    assert.deepEqual(tested.notifications.at(-2).options.mozbehavior, { vibrationPattern: [30, 200, 0] });
  }
});

test("nothing new can be imported once the worker is active", async () => {
  const code = "self.onpush = function () { try { importScripts('late.js'); } catch (error) { console.log(error.name); } };";
  for (const [system, expected] of [["kaios2.5", "late"], ["kaios3", "NetworkError"]]) {
    const script = path.join(folder(), "sw.js");
    fs.writeFileSync(script, code);
    fs.writeFileSync(path.join(path.dirname(script), "late.js"), "console.log('late');");
    const tested = await worker(script, { system });
    await tested.push();
    assert.equal(said(tested), expected);
  }
});

test("what is given stays in its own world: objects of the worker are the worker's", async () => {
  const tested = await bare("kaios3", "self.onpush = function (event) { console.log(event.data.json() instanceof Object); };");
  await tested.push({});
  assert.equal(said(tested), "true");
});

test("names that the engine lacks are gone", async () => {
  const code = "console.log(typeof Promise.prototype.finally, typeof [].flat, typeof WebAssembly, typeof structuredClone, typeof Object.hasOwn);";
  assert.equal(said(await bare("kaios2.5", code)), "undefined,undefined,undefined,undefined,undefined".replaceAll(",", " "));
  assert.equal(said(await bare("kaios3", code)), "function function object undefined undefined");
  assert.equal(said(await bare("kaios4", code)), "function function object function function");
});

test("the tables of names say what the simulator's say", () => {
  const known = new Set(vm.runInNewContext("Object.getOwnPropertyNames(globalThis)"));
  const given = ["AbortController", "AbortSignal", "ReadableStream", "queueMicrotask", "structuredClone"];
  for (const { gecko, missing } of Object.values(SYSTEMS)) {
    const table = JSON.parse(fs.readFileSync(path.join(ROOT, `simulator/engines/firefox${gecko}.json`), "utf8"));
    const globals = table.globals.filter((name) => (known.has(name) || given.includes(name)));
    const unlisted = globals.filter((name) => !missing.globals.split(" ").includes(name));
    // Newer than any of them, and in Node since 24.
    assert.deepEqual(unlisted.filter((name) => !/^(Float16Array|.*DisposableStack|SuppressedError)$/.test(name)), []);
    for (const name of missing.globals.split(" ").filter(Boolean)) assert.ok(table.globals.includes(name), name);
    for (const [name, members] of Object.entries(missing.members)) {
      const expected = (table.builtins[name] ?? "").split(" ");
      for (const member of members.split(" ")) assert.ok(expected.includes(member), `${name}.${member} of ${gecko}`);
      const owner = vm.runInNewContext(name);
      const here = expected.filter((member) => member in owner || (owner.prototype && member in owner.prototype));
      assert.deepEqual(here.filter((member) => !members.split(" ").includes(member) && !/^(fromAsync|try)$/.test(member)), []);
    }
  }
});

test("storage and other globals are those that the test gives", async () => {
  const code = "console.log(typeof indexedDB, typeof caches, String(self.caches && caches.mine));";
  assert.equal(said(await bare("kaios3", code)), "undefined undefined undefined");
  assert.equal(said(await bare("kaios3", code, { indexedDB: {}, globals: { caches: { mine: 1 } } })), "object object 1");
});

test("kaipush asks the given storage", async () => {
  const asked = [];
  const indexedDB = { open: (name) => { asked.push(name); throw new Error("full"); } };
  const tested = await worker(app("kaios3"), { indexedDB });
  await tested.push("Hello");
  assert.equal(tested.notifications.length, 1);
  assert.ok(asked.includes("kaipush"));
});
