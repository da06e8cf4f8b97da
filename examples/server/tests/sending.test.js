"use strict";
// What the server sends, and what it makes of the answers.
const { test } = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const { call, hasty, post, received, report, set, startServer, stop, store, valuesOf, world } = require("./world.js");

test("KaiOS gets aesgcm with VAPID of draft 01", async () => {
  const { subscription: { endpoint } } = await post(report("/201/kaios"));
  const { status, body } = await call("POST", "/send", { payload: { title: "Hi" }, ttl: 60, topic: "news", endpoint });
  assert.deepStrictEqual([status, body], [200, [{ endpoint, status: 201 }]]);
  const { headers } = received.pop();
  assert.strictEqual(headers["content-encoding"], "aesgcm");
  assert.match(headers.authorization, /^WebPush /);
  assert.match(headers["crypto-key"], /^dh=.+;p256ecdsa=.+/);
  assert.match(headers.encryption, /^salt=/);
  assert.deepStrictEqual([headers.ttl, headers.topic], ["60", "news"]);
});

test("other browsers get aes128gcm, and a push may be empty", async () => {
  const { subscription: { endpoint } } = await post(report("/201/web", { encodings: ["aes128gcm", "aesgcm"] }));
  await call("POST", "/send", { payload: "Hi", endpoint });
  assert.strictEqual(received.pop().headers["content-encoding"], "aes128gcm");
  await call("POST", "/send", { payload: null, endpoint });
  assert.strictEqual(received.pop().body.length, 0);
});

test("subscriptions that are gone are dropped, refused ones are kept", async () => {
  const reports = await Promise.all(["/404/x", "/410/x", "/401/x"].map((route) => post(report(route))));
  const { body } = await call("POST", "/send", { payload: "Hi" });
  const statusOf = ({ subscription }) => body.find(({ endpoint }) => endpoint === subscription.endpoint).status;
  assert.deepStrictEqual(reports.map(statusOf), [404, 410, 401]);
  const left = (await call("GET", "/subscriptions")).body.map(({ subscription }) => new URL(subscription.endpoint).pathname);
  assert.deepStrictEqual(["/404/x", "/410/x", "/401/x"].map((route) => left.includes(route)), [false, false, true]);
});

test("what is kept beside a subscription that is gone goes with the next one", async () => {
  const dead = report("/410/y");
  await post(dead);
  await set(dead, { user: "ada" });
  await call("POST", "/send", { payload: "Hi", endpoint: dead.subscription.endpoint });
  // The phone does not know yet: it is told by whatever it asks.
  assert.strictEqual((await set(dead, { topics: ["a"] })).status, 404);
  assert.strictEqual((await call("POST", "/subscriptions", dead)).status, 410);
  assert.strictEqual((await call("POST", "/send", { payload: "Hi", endpoint: dead.subscription.endpoint })).status, 404);
  const next = await post(report("/201/y", { old: dead.subscription.endpoint }));
  assert.deepStrictEqual(await valuesOf(next), [{ user: "ada" }]);
});

test("what was sent is told also where it can't be written down who is gone", async () => {
  const gone = [await post(report("/410/unwritten")), await post(report("/410/either"))];
  fs.mkdirSync(`${store}.new`);
  const first = await call("POST", "/send", { payload: "Hi" });
  fs.rmdirSync(`${store}.new`);
  const statusOf = ({ subscription }) => first.body.find(({ endpoint }) => endpoint === subscription.endpoint)?.status;
  assert.deepStrictEqual([first.status, ...gone.map(statusOf)], [200, 410, 410]);
  // They are buried the next time.
  assert.deepStrictEqual(await Promise.all(gone.map(valuesOf)), [[{}], [{}]]);
  await call("POST", "/send", { payload: "Hi" });
  assert.deepStrictEqual(await Promise.all(gone.map(valuesOf)), [[], []]);
});

test("a phone that renews while a push to it is on its way keeps the others' results", async () => {
  const [old, other] = [await post(report("/410/renewing")), await post(report("/201/other"))];
  const next = report("/201/renewed", { old: old.subscription.endpoint });
  world.onPush = (url) => url === "/410/renewing" && post(next);
  const { status, body } = await call("POST", "/send", { payload: "Hi" });
  world.onPush = null;
  const statusOf = ({ subscription }) => body.find(({ endpoint }) => endpoint === subscription.endpoint)?.status;
  assert.deepStrictEqual([status, ...[old, other].map(statusOf)], [200, 410, 201]);
  // Nor does anything of the old one come back.
  await stop(world.server);
  world.server = await startServer();
  assert.deepStrictEqual([await valuesOf(old), await valuesOf(next)], [[], [{}]]);
});

test("a push service that is away is reported with status 0", async () => {
  const away = report("/201/away");
  away.subscription.endpoint = "https://127.0.0.1:1/away";
  const { subscription: { endpoint } } = await post(away);
  const { body: [result] } = await call("POST", "/send", { payload: "Hi", endpoint });
  assert.strictEqual(result.status, 0);
  assert.match(result.body, /ECONNREFUSED/);
});

test("a push service that never ends its answer holds nobody up", async () => {
  const before = world.server;
  world.server = await startServer(hasty());
  try {
    const bad = [await post(report("/0/send")), await post(report("/1/send"))];
    const good = await post(report("/201/send"));
    const { body } = await call("POST", "/send", { payload: "Hi" });
    const statusOf = ({ subscription }) => body.find(({ endpoint }) => endpoint === subscription.endpoint).status;
    assert.deepStrictEqual([...bad, good].map(statusOf), [0, 0, 201]);
  } finally {
    await stop(world.server);
    world.server = before;
  }
});

test("a push service's answer is not read through the server", async () => {
  const { subscription: { endpoint } } = await post(report("/500/talks"));
  const { body: [result] } = await call("POST", "/send", { payload: "Hi", endpoint });
  assert.deepStrictEqual(result, { endpoint, status: 500, body: "answer".repeat(200).slice(0, 500) });
});
