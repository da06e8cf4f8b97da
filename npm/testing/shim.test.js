// The worker's shim alone, with a core that does what a test says: what a real one never does, or only once in a
// thousand clicks.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import vm from "node:vm";
import { ROOT } from "./support/app.js";

const SCRIPTS = ["log", "time", "payload", "settings", "watcher", "host", "rescue", "shim"].map((name) => path.join(ROOT, "sw", `${name}.js`));

/** A hundred times as fast. */
const HURRIED = {
  setTimeout: (call, milliseconds, argument) => setTimeout(call, milliseconds / 100, argument),
  clearTimeout,
};

/** Stand still until they are to `goOn`, and have a time of their own. */
function standing() {
  const waiting = new Map();
  let [now, last] = [0, 0];
  return {
    setTimeout: (call, milliseconds, argument) => (waiting.set(++last, { at: now + milliseconds, call: () => call(argument) }), last),
    clearTimeout: (id) => waiting.delete(id),
    time: () => now,
    async goOn(until) {
      for (;;) {
        await new Promise(setImmediate);
        const [next] = [...waiting].sort(([, a], [, b]) => a.at - b.at);
        if (!next || next[1].at > until) return;
        waiting.delete(next[0]);
        now = next[1].at;
        next[1].call();
      }
    },
  };
}

/** A worker with these settings, this core, what the browser has besides, and code of the app's own. */
function start(settings, core, { clients = {}, registration = {}, app = "", timers = HURRIED } = {}) {
  const logs = [];
  const listeners = {};
  const context = vm.createContext({
    URL,
    Notification: class { close() { this.closed = true; } },
    ...timers,
    console: { log: (text) => logs.push(text), warn: (text) => logs.push(text) },
    clients: { matchAll: () => Promise.resolve([]), openWindow: () => Promise.resolve(), ...clients },
    registration: { scope: "https://app.example/inbox/", showNotification: () => Promise.resolve(), ...registration },
    addEventListener: (name, listener) => { listeners[name] = listener; },
    kaipush: settings,
    core: () => core,
  });
  context.self = context;
  vm.runInContext(SCRIPTS.map((file) => fs.readFileSync(file, "utf8")).join("\n") + `\nkaipushShim(self, core);\n${app}`, context);
  const fire = (name, event) => new Promise((resolve) => listeners[name]({ ...event, waitUntil: resolve }));
  return {
    logs,
    registration: context.registration,
    push: (payload) => fire("push", { data: { text: () => JSON.stringify(payload) } }),
    // Says whether it is closed then.
    click: async (data, action = "") => {
      const notification = { data: { kaipush: "name", ...data }, closed: false };
      await fire("notificationclick", { notification, action });
      return notification.closed;
    },
  };
}

/** Keeps what it is called with. */
function calls(answer = () => Promise.resolve()) {
  const call = (...given) => (call.all.push(given), answer(...given));
  call.all = [];
  return call;
}

const dead = () => Promise.reject(new Error("dead"));

test("a notification shown by somebody else's function is shown once, whatever that gives", async () => {
  const showNotification = calls(() => undefined);
  const core = { push: (event, host) => host.show("T", {}) };
  const { push, logs } = start({}, core, { registration: { showNotification } });
  await push({});
  assert.deepEqual([showNotification.all.length, logs], [1, []]);
});

test("somebody else's function that throws is a notification refused", async () => {
  const thrown = [];
  const showNotification = calls((title) => {
    if (title === "T") throw new TypeError("refused");
    return Promise.resolve();
  });
  const core = {
    push: (event, host) => host.show("T", {}).then(null, (error) => {
      thrown.push(error.message);
      throw error;
    }),
  };
  const { push, logs } = start({}, core, { registration: { showNotification } });
  await push({ title: "Fallback" });
  assert.deepEqual(thrown, ["refused"]);
  assert.deepEqual(showNotification.all.map(([title]) => title), ["T", "Fallback"]);
  assert.match(logs.join(), /push-failed: refused/);
});

test("a handler that shows one by such a function has shown it", async () => {
  const showNotification = calls(() => undefined);
  const core = {
    push: async (event, host) => {
      if (await host.ask("onpush", {}) !== false) await host.show("default", {});
    },
  };
  const onpush = () => { registration.showNotification("own"); };
  const { push, registration } = start({ onpush }, core, { registration: { showNotification } });
  await push({});
  assert.deepEqual(showNotification.all, [["own"]]);
});

test("a way to open that gives nothing is one that worked", async () => {
  const openWindow = calls(() => undefined);
  const core = { notificationclick: (event, host) => host.settles(openWindow(), 1000) };
  const { click, logs } = start({}, core, { clients: { openWindow } });
  await click();
  assert.deepEqual([openWindow.all.length, logs], [1, []]);
});

test("a slow click is not cut off by a short deadline of pushes", async () => {
  const openWindow = calls();
  const core = {
    notificationclick: (event, host) => host.settles(new Promise((resolve) => setTimeout(resolve, 40)), 9000),
  };
  const { click, logs } = start({ deadline: 1000 }, core, { clients: { openWindow } });
  await click();
  assert.deepEqual([openWindow.all.length, logs], [0, []]);
});

test("texts that can't be read are ours", async () => {
  const core = { push: (event, host) => host.show(host.settings.fallback.title, {}) };
  const showNotification = calls();
  const fallback = { get title() { throw new Error("trap"); }, body: "B" };
  const { push, logs } = start({ fallback }, core, { registration: { showNotification } });
  await push({});
  assert.equal(showNotification.all[0][0], "New message");
  assert.deepEqual(logs, ["kaipush: field-wrong: trap"]);
});

test("a relative start counts from the scope, for the core and without it", async () => {
  const openWindow = calls();
  const starts = [];
  const core = {
    notificationclick: (event, host) => {
      starts.push([host.settings.start, host.settings.home]);
      return dead();
    },
  };
  const { click } = start({ start: "pages/index.html?a" }, core, { clients: { openWindow } });
  await click();
  await click();
  const first = ["https://app.example/inbox/pages/index.html?a", "https://app.example/inbox/pages/"];
  assert.deepEqual(starts, [first, first]);
  assert.deepEqual(openWindow.all.map(([url]) => url), [first[0], first[0]]);
});

/** A page that keeps what is done with it. */
function page(url, focus, told = {}) {
  return { url, focus: focus && calls(focus), postMessage: calls(() => undefined), ...told };
}

const refused = () => Promise.reject(new Error("refused"));
const HOME = "https://app.example/inbox/";

test("without a core a page of the app comes to front, and no other", async () => {
  const own = page(`${HOME}#/chat`, () => Promise.resolve());
  const others = [page("https://app.example/other/", dead), page(`${HOME}ad`, dead, { frameType: "nested" })];
  const openWindow = calls();
  const clients = { matchAll: () => Promise.resolve([...others, own]), openWindow };
  const { click } = start({}, { notificationclick: dead }, { clients });
  await click();
  assert.deepEqual([own, ...others].map((one) => one.focus.all.length), [1, 0, 0]);
  clients.matchAll = () => Promise.resolve(others);
  const closed = start({}, { notificationclick: dead }, { clients });
  await closed.click();
  assert.deepEqual(openWindow.all, [[HOME]]);
});

test("without a core a page that can't be focused is opened, or told to come to front", async () => {
  for (const focus of [undefined, refused]) {
    const own = page(HOME, focus);
    const clients = { matchAll: () => Promise.resolve([own]), openApp: calls(() => Promise.resolve()) };
    await start({}, { notificationclick: dead }, { clients }).click();
    assert.deepEqual([clients.openApp.all.length, own.postMessage.all], [1, []]);
    clients.openApp = refused;
    const { click, logs } = start({}, { notificationclick: dead }, { clients });
    await click();
    const [[{ kaipush, launch }]] = own.postMessage.all;
    assert.deepEqual([kaipush, typeof launch.id, launch.action], ["launch", "string", ""]);
    assert.equal(logs.at(-1), "kaipush: open-failed: refused");
  }
});

test("without a core a button that opens nothing opens nothing, and an answer that is to be given again is told", async () => {
  const openWindow = calls();
  const actions = { later: { open: false }, like: { post: "/likes", open: false }, reply: { url: "/r", open: true } };
  const { click, logs } = start({}, { notificationclick: dead }, { clients: { openWindow } });
  await click({ actions }, "later");
  await click({ actions }, "like");
  assert.deepEqual(openWindow.all, []);
  assert.equal(logs.filter((line) => line === "kaipush: answer-failed: press again: /likes").length, 1);
  for (const action of ["reply", "unknown", ""]) await click({ actions }, action);
  assert.equal(openWindow.all.length, 3);
});

test("what is answered stands there until the core says that it is safe", async () => {
  const actions = { later: { open: false }, like: { post: "/likes", open: false }, both: { post: "/likes", open: true } };
  const closes = { like: false, later: true, both: true, "": true };
  for (const [action, closed] of Object.entries(closes)) {
    assert.equal(await start({}, { notificationclick: dead }).click({ actions }, action), closed, action);
  }
  // Pressed twice before it is: the core hears of one.
  const safely = calls(async (event, host) => { await null; host.close(); });
  const { click } = start({}, { notificationclick: safely });
  const both = [click({ actions }, "like"), click({ actions, kaipush: "other" }, "like")];
  click({ actions }, "like");
  assert.deepEqual([await Promise.all(both), safely.all.length], [[true, true], 2]);
  await click({ actions }, "like");
  assert.equal(safely.all.length, 3);
  const safe = { notificationclick: async (event, host) => host.close() };
  assert.equal(await start({}, safe).click({ actions }, "like"), true);
});

test("of a push that failed the console says so, and that the fallback is shown", async () => {
  const { push, logs } = start({ log: "all" }, { push: dead });
  await push({});
  assert.deepEqual(logs, ["push", "push: failed", "push-failed: dead", "push: fallback shown"].map((line) => `kaipush: ${line}`));
  const hangs = start({ log: "all", deadline: 500 }, { push: () => new Promise(() => 0) });
  await hangs.push({});
  assert.equal(hangs.logs.at(-1), "kaipush: push: fallback shown");
});

test("an app may call its own things as the browser's are called", async () => {
  const app = "const registration = self.registration; const clients = new Map(); const URL = null; let setTimeout;";
  const openWindow = calls();
  const showNotification = calls();
  const core = { push: dead, notificationclick: dead };
  const { push, click } = start({ start: "app.html" }, core, { clients: { openWindow }, registration: { showNotification }, app });
  await push({ title: "Fallback" });
  await click({});
  assert.deepEqual(showNotification.all.map(([title]) => title), ["Fallback"]);
  assert.deepEqual(openWindow.all, [["https://app.example/inbox/app.html"]]);
});

test("texts that a handler takes away are ours", async () => {
  const showNotification = calls();
  const core = { push: (event, host) => host.ask("onpush", {}).then(dead) };
  const onpush = () => { delete settings.fallback.title; settings.fallback.body = Symbol("none"); };
  const settings = { onpush, fallback: { title: "Own" } };
  const { push } = start(settings, core, { registration: { showNotification } });
  await push({});
  const [[title, { body }]] = showNotification.all;
  assert.deepEqual([title, body], ["New message", "Open the app to see it."]);
});

test("what was wrong with a setting does not come back as its default", async () => {
  const seen = [];
  const core = { push: (event, host) => (seen.push(host.settings.allow.length), host.show("T", {})) };
  const settings = {};
  const { push } = start(settings, core, { app: "kaipush.allow.push(5);" });
  await push({});
  await push({});
  assert.deepEqual(seen, [0, 0]);
});

// On 2.5 the right to open the app ends about a second after the click, on 3 five seconds after it.
for (const [opens, right] of [["openApp", 1000], ["openWindow", 5000]]) {
  test(`a core that hangs at a click leaves ${opens} time`, async () => {
    const [own, opened] = [standing(), []];
    const open = calls(() => (opened.push(own.time()), Promise.resolve()));
    const hangs = { notificationclick: () => new Promise(() => 0) };
    const { click, logs } = start({}, hangs, { clients: { [opens]: open }, timers: own });
    const clicked = click({});
    await own.goOn(20000);
    await clicked;
    assert.equal(opened.length, 1);
    assert.ok(opened[0] < right, `after ${opened[0]} ms`);
    assert.match(logs[0], /click-failed: the core does not answer/);
  });
}
