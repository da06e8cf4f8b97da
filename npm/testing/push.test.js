// The stand-in of the page's `Push`, and that it has every member of the real one.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { standInPush, worker } from "./index.js";
import { app, ROOT } from "./support/app.js";

/** The members of a class or an interface in a file of types. */
function members(file, head) {
  const types = fs.readFileSync(path.join(ROOT, "npm", file), "utf8");
  const start = types.indexOf(`${head} {\n`);
  assert.ok(start >= 0, head);
  const body = types.slice(start, types.indexOf("\n}", start));
  const found = [...body.matchAll(/^  (?:readonly |set )?(\w+)\??[(:]/gm)].map(([, name]) => name);
  return found.filter((name) => name !== "constructor");
}

test("it has all that the types say, those of the real one first", async () => {
  const push = standInPush();
  const real = members("index.d.ts", "export interface Push");
  assert.ok(["subscribe", "onlaunch", "platform", "history"].every((name) => real.includes(name)), real);
  assert.deepEqual(real.filter((name) => !(name in push)), []);
  const own = members("testing/index.d.ts", "export interface StandInPush extends Push");
  assert.ok(own.includes("launch") && own.includes("become"), own);
  assert.deepEqual(own.filter((name) => !(name in push)), []);
});

test("the worker, too, and its pages", async () => {
  const tested = await worker(pathToFileURL(app("kaios3")));
  const own = members("testing/index.d.ts", "export interface TestedWorker");
  assert.ok(own.includes("push") && own.includes("notifications"), own);
  assert.deepEqual(own.filter((name) => !(name in tested)), []);
  const page = tested.open();
  const its = ["TestedPage extends Required<PageOptions>", "PageOptions"];
  assert.deepEqual(its.flatMap((name) => members("testing/index.d.ts", `export interface ${name}`)).filter((name) => !(name in page)), []);
  await tested.push("Hello");
  const shown = members("testing/index.d.ts", "export interface TestedNotification");
  assert.deepEqual(shown.filter((name) => !(name in tested.notifications[0])), []);
});

test("subscribing asks, and tells each new state once", async () => {
  const push = standInPush();
  const told = [];
  push.onchange = (state) => told.push(state.kind);
  assert.equal((await push.state()).kind, "needs-permission");
  const state = await push.subscribe();
  assert.deepEqual([state.kind, state.reported], ["subscribed", "yes"]);
  assert.deepEqual(told, ["ready", "subscribed"]);
  push.become({ kind: "subscribed" });
  push.become({ kind: "stale" });
  assert.deepEqual(told, ["ready", "subscribed", "stale"]);
  assert.equal((await push.unsubscribe()).kind, "ready");
  assert.deepEqual(push.calls.map(({ name }) => name), ["subscribe", "unsubscribe"]);
});

test("without a server nobody is told of the subscription", async () => {
  const push = standInPush({ state: { kind: "subscribed" } });
  await push.kaipush.Push.create({ worker: "/sw.js" });
  assert.ok(!("reported" in await push.state()));
  await push.unsubscribe();
  assert.ok(!("reported" in await push.subscribe()));
  const told = standInPush();
  await told.kaipush.Push.create({ worker: "/sw.js", reportTo: "https://app.example/subscriptions" });
  assert.equal((await told.subscribe()).reported, "yes");
});

test("a user who says no, or nothing", async () => {
  const denied = standInPush({ user: "denies" });
  const state = await denied.subscribe();
  assert.deepEqual([state.kind, state.code], ["blocked", "permission-blocked"]);
  const dismissed = standInPush({ user: "dismisses" });
  const after = await dismissed.requestPermission();
  assert.deepEqual([after.kind, after.ask], ["needs-permission", false]);
  const later = standInPush();
  assert.equal((await later.postpone()).ask, false);
});

test("the rest of a platform follows from its system", async () => {
  for (const [given, expected] of [
    [{}, ["kaios3", "3.1", 84, "pwa", "wasm", true]],
    [{ system: "kaios2.5" }, ["kaios2.5", "2.5.1", 48, "hosted", "js", false]],
    [{ system: "kaios2.5", version: "2.5.4", appType: "privileged" }, ["kaios2.5", "2.5.4", 48, "privileged", "js", false]],
    [{ appType: "signed" }, ["kaios3", "3.1", 84, "signed", "wasm", false]],
    [{ system: "kaios4" }, ["kaios4", "4.0", 123, "pwa", "wasm", true]],
    [{ system: "kaios4", appType: "signed" }, ["kaios4", "4.0", 123, "signed", "js", false]],
    [{ system: "web" }, ["web", "", 128, "page", "wasm", true]],
  ]) {
    const push = standInPush({ platform: given });
    const { system, version, gecko, appType, core, encodings } = push.platform;
    assert.deepEqual([system, version, gecko, appType, core, (await push.state()).gesture], expected);
    assert.equal(encodings[0], system === "web" ? "aes128gcm" : "aesgcm");
  }
  assert.equal((await standInPush({ state: { kind: "needs-permission", gesture: true }, platform: { system: "kaios2.5" } }).state()).gesture, true);
});

test("launches come at once, or wait for the handler", async () => {
  const push = standInPush();
  const seen = [];
  push.launch({ data: { chat: 7 } });
  push.onlaunch = (launch) => seen.push(launch.data);
  assert.deepEqual(seen, [{ chat: 7 }], "before the setter returns");
  push.launch({ data: { chat: 8 } });
  assert.deepEqual(seen, [{ chat: 7 }, { chat: 8 }]);
  assert.equal((await push.history()).launched.length, 2);
});

test("what is no function is no handler", () => {
  const push = standInPush();
  for (const name of ["onlaunch", "onchange", "onreceived", "onmessage", "onforeground", "onrequest", "ondelivery"]) {
    for (const wrong of [false, {}, 5, ""]) {
      assert.throws(() => { push[name] = wrong; }, { code: "config-wrong", message: `${name} is no function` });
    }
    for (const right of [() => {}, null, undefined]) push[name] = right;
  }
});

test("pushes that came, and those in front", async () => {
  const push = standInPush();
  let received = 0;
  assert.equal(await push.message({ title: "Ada" }), true);
  assert.equal(await push.foreground({ title: "Ada" }), true);
  push.onreceived = () => { received += 1; };
  push.onmessage = async (message) => { if (message.title === "bad") throw new Error(); };
  push.onforeground = async (message) => message.title !== "Ada";
  push.receive({ title: "Ada" });
  assert.equal(received, 1);
  assert.equal((await push.history()).received[0].title, "Ada");
  assert.deepEqual([await push.message({ title: "Ada" }), await push.message({ title: "bad" })], [false, true]);
  assert.deepEqual([await push.foreground({ title: "Ada" }), await push.foreground({ title: "Ben" })], [false, true]);
});

test("values, requests, deliveries, and failures", async () => {
  const push = standInPush({ state: { kind: "ready" }, platform: { system: "kaios2.5" } });
  await push.set("topics", ["news"]);
  await push.set("user", 1);
  await push.set("user", null);
  assert.deepEqual(push.values, { topics: ["news"] });
  push.onrequest = (request) => { request.headers.Authorization = "Bearer x"; };
  assert.equal((await push.request()).headers.Authorization, "Bearer x");
  const outcomes = [];
  push.ondelivery = ({ outcome }) => outcomes.push(outcome);
  push.deliver({ outcome: "retry" });
  assert.deepEqual(outcomes, ["retry"]);
  push.fail("subscribe", "subscribe-failed");
  await assert.rejects(push.subscribe(), { name: "KaipushError", code: "subscribe-failed", retryable: true });
  assert.equal((await push.subscribe()).kind, "subscribed");
  push.fail("subscribe", "report-refused");
  await assert.rejects(push.subscribe(), { code: "report-refused", retryable: false });
  push.fail("subscribe", "report-refused", true);
  await assert.rejects(push.subscribe(), { retryable: true });
  await assert.rejects(push.systemMessages.subscribe("alarm"), { code: "no-system-messages", retryable: false });
  await push.notify("It works", { tag: "test" });
  assert.deepEqual(push.calls.at(-1), { name: "notify", arguments: ["It works", { tag: "test" }] });
});

test("a launch's handler may take itself away", () => {
  const push = standInPush();
  const seen = [];
  push.launch({ data: 1 });
  push.launch({ data: 2 });
  push.onlaunch = ({ data }) => { seen.push(data); push.onlaunch = null; };
  assert.deepEqual(seen, [1]);
});

test("without the permission it shows nothing", async () => {
  for (const kind of ["needs-permission", "blocked"]) {
    const push = standInPush({ state: { kind } });
    await assert.rejects(push.notify("It works"), { code: "permission-not-granted", retryable: true });
  }
});

/** Configurations that the real one is tested with, too (tests/page/errors.rs). */
const { refused, taken } = JSON.parse(fs.readFileSync(path.join(ROOT, "npm/testing/support/configs.json"), "utf8"));

test("it refuses the configurations that the real one refuses, and for the same reason", async () => {
  for (const [config, code, detail] of refused) {
    const message = detail || `stand-in: ${code}`;
    await assert.rejects(standInPush().kaipush.Push.create(config), { name: "KaipushError", code, message });
  }
  for (const config of taken) await standInPush().kaipush.Push.create(config);
  const { create } = standInPush({ platform: { system: "kaios2.5", appType: "privileged" } }).kaipush.Push;
  const message = "reportTo is app://stand-in/push, which is no address of a server";
  await assert.rejects(create({ worker: "/sw.js", reportTo: "/push" }), { code: "config-wrong", message });
});

test("it refuses values that are none", async () => {
  const push = standInPush({ state: { kind: "ready" } });
  const { create } = push.kaipush.Push;
  await push.set("topics", ["news"]);
  for (const [name, value] of [[undefined, 1], ["", 1], [7, 1], ["user", undefined], ["user", () => {}]]) {
    await assert.rejects(push.set(name, value), { code: "config-wrong" });
  }
  assert.deepEqual(push.values, { topics: ["news"] });
  await create({ worker: "/sw.js" });
  await assert.rejects(push.set("topics", []), { code: "config-wrong", message: "reportTo" });
});

test("values are what JSON makes of them", async () => {
  const push = standInPush();
  const circular = {};
  circular.self = circular;
  for (const value of [circular, 1n, [1n], { toJSON() { throw new Error("trap"); } }]) {
    await assert.rejects(push.set("user", value), { code: "config-wrong", message: "value" });
  }
  const given = { run: () => {}, at: new Date(0), seen: new Map([[1, 2]]), own: { toJSON: () => 7 } };
  const setting = push.set("user", given);
  given.own = 8;
  await setting;
  assert.deepEqual(push.values, { user: { at: "1970-01-01T00:00:00.000Z", seen: {}, own: 7 } });
  await push.set("user", NaN);
  assert.deepEqual(push.values, {});
});

test("a notification without a title, or where there are none, and a message without a name are refused", async () => {
  const push = standInPush({ state: { kind: "ready" } });
  for (const title of [undefined, 5, null]) {
    await assert.rejects(push.notify(title), { code: "notify-failed", message: "title", retryable: false });
  }
  await push.notify("");
  push.become({ kind: "unsupported", code: "no-notification" });
  await assert.rejects(push.notify("It works"), { code: "no-notification", retryable: false });
  await assert.rejects(push.notify(), { code: "notify-failed" });
  for (const system of ["kaios2.5", "kaios3"]) {
    const { systemMessages } = standInPush({ platform: { system } });
    for (const name of [undefined, 5]) {
      await assert.rejects(systemMessages.subscribe(name), { code: "config-wrong", message: "systemMessages.subscribe" });
    }
  }
});

test("what a handler throws is nobody's but an unhandled rejection, and keeps nothing from going on", () => {
  const code = `
    import { standInPush } from ${JSON.stringify(pathToFileURL(path.join(ROOT, "npm/testing/index.js")))};
    process.on("unhandledRejection", (error) => console.log(error));
    const push = standInPush();
    push.onchange = ({ kind }) => { throw "change " + kind; };
    push.onreceived = () => { throw "received"; };
    push.ondelivery = () => { throw "delivery"; };
    console.log((await push.subscribe()).kind);
    push.launch({ data: 1 });
    push.launch({ data: 2 });
    push.onlaunch = ({ data }) => { throw "launch " + data; };
    push.launch({ data: 3 });
    push.receive();
    push.deliver();`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
  const told = ["change ready", "change subscribed", "launch 1", "launch 2", "launch 3", "received", "delivery"];
  assert.deepEqual([stdout.trim().split("\n").sort(), stderr], [["subscribed", ...told].sort(), ""]);
});

test("what onrequest gives is taken with what it leaves out", async () => {
  const push = standInPush();
  push.onrequest = async () => ({ url: "https://app.example/v2", headers: { Authorization: "Bearer x" } });
  const shaped = await push.request({ kind: "app", name: "user", body: "1" });
  const expected = { kind: "app", name: "user", url: "https://app.example/v2", method: "PATCH", body: "1" };
  assert.deepEqual(shaped, { ...expected, headers: { Authorization: "Bearer x" } });
});

test("requests are as the real one sends them", async () => {
  const push = standInPush();
  const headers = { "Content-Type": "application/json" };
  for (const [kind, method] of [["subscription", "POST"], ["unsubscription", "DELETE"], ["app", "PATCH"], ["event", "POST"], ["answer", "POST"]]) {
    const request = await push.request({ kind });
    assert.deepEqual([request.method, request.headers], [method, headers], kind);
  }
  const given = await push.request({ method: "PUT", headers: { Accept: "*/*" } });
  assert.deepEqual([given.method, given.headers], ["PUT", { ...headers, Accept: "*/*" }]);
  push.onrequest = ({ headers }) => { headers.Authorization = "Bearer x"; };
  assert.deepEqual((await push.request()).headers, { ...headers, Authorization: "Bearer x" });
});

test("it takes the place of the page's global", async () => {
  const push = standInPush();
  const config = { worker: "/sw.js" };
  assert.equal(await push.kaipush.Push.create(config), push);
  assert.deepEqual(push.calls, [{ name: "create", arguments: [config] }]);
  const { urlB64ToUint8Array } = push.kaipush;
  for (const text of ["-_8", "+/8=", " +/ 8\n"]) assert.deepEqual([...urlB64ToUint8Array(text)], [0xfb, 0xff]);
  for (const [wrong, message] of [["A=I=", "4 characters"], ["AQID=", "5 characters"], [65, "no text"]]) {
    assert.throws(() => urlB64ToUint8Array(wrong), { code: "key-not-base64", message });
  }
});
