"use strict";
// What the server keeps, and for how long.
const { test } = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const { call, post, report, set, startServer, stop, store, valuesOf, world } = require("./world.js");

test("a subscription is stored, known, replaced, kept over a restart and deleted", async () => {
  const first = report("/201/first");
  assert.strictEqual((await call("POST", "/subscriptions", first)).status, 201);
  assert.strictEqual((await call("POST", "/subscriptions", first)).status, 200);
  const second = report("/201/second", { old: first.subscription.endpoint });
  assert.strictEqual((await call("POST", "/subscriptions", second)).status, 201);

  await stop(world.server);
  world.server = await startServer();
  const list = (await call("GET", "/subscriptions")).body;
  assert.deepStrictEqual(list.map((one) => one.subscription), [second.subscription]);

  const { endpoint } = second.subscription;
  assert.strictEqual((await call("DELETE", "/subscriptions", { endpoint })).status, 204);
  assert.strictEqual((await call("DELETE", "/subscriptions", { endpoint })).status, 404);
});

test("the app's values stay beside the subscription and move with it", async () => {
  const first = await post(report("/201/values-1"));
  assert.deepStrictEqual(await valuesOf(first), [{}]);
  assert.strictEqual((await set(first, { topics: ["a"], user: "ada" })).status, 204);
  assert.strictEqual((await set(first, { topics: ["b"], user: null })).status, 204);
  assert.deepStrictEqual(await valuesOf(first), [{ topics: ["b"] }]);
  // The same report again, as a phone sends it that has not heard the answer.
  assert.strictEqual((await call("POST", "/subscriptions", first)).status, 200);
  assert.deepStrictEqual(await valuesOf(first), [{ topics: ["b"] }]);

  await stop(world.server);
  world.server = await startServer();
  const older = await post(report("/201/values-2"));
  await set(older, { user: "bob", topics: ["older"] });
  const names = { old: first.subscription.endpoint, older: [older.subscription.endpoint] };
  const second = await post(report("/201/values-3", names));
  assert.deepStrictEqual(await valuesOf(second), [{ topics: ["b"], user: "bob" }]);
  assert.deepStrictEqual([await valuesOf(first), await valuesOf(older)], [[], []]);
  assert.strictEqual((await set(first, { topics: [] })).status, 404);
  assert.strictEqual((await call("DELETE", "/subscriptions", { endpoint: second.subscription.endpoint })).status, 204);
});

test("what became of a push is kept once, however often it is told", async () => {
  const event = { key: "k1", type: "clicked", at: 1, id: "m-1", action: "" };
  const first = { endpoint: "https://push.example/e", event };
  assert.strictEqual((await call("POST", "/events", first)).status, 201);
  assert.strictEqual((await call("POST", "/events", first)).status, 200);
  // After the user has unsubscribed.
  assert.strictEqual((await call("POST", "/events", { event: { key: "k2", type: "closed" } })).status, 201);
  const expected = [{ endpoint: first.endpoint, ...event }, { key: "k2", type: "closed" }];
  assert.deepStrictEqual((await call("GET", "/events")).body, expected);
});

test("what can't be stored has not happened", async () => {
  const [kept, lost] = [await post(report("/201/kept")), report("/201/lost")];
  // No file can be written where a folder is.
  fs.mkdirSync(`${store}.new`);
  assert.strictEqual((await call("POST", "/subscriptions", lost)).status, 500);
  assert.strictEqual((await set(kept, { user: "ada" })).status, 500);
  assert.strictEqual((await call("DELETE", "/subscriptions", { endpoint: kept.subscription.endpoint })).status, 500);
  fs.rmdirSync(`${store}.new`);
  assert.deepStrictEqual([await valuesOf(kept), await valuesOf(lost)], [[{}], []]);
  await post(lost);
});
