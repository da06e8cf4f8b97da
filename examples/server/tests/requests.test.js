"use strict";
// What the server takes, from whom, and how it starts.
const { test } = require("node:test");
const assert = require("node:assert");
const http = require("node:http");
const net = require("node:net");
const { call, certificate, env, post, report, run, set, world } = require("./world.js");

test("bad requests are refused with a sentence, and the server keeps running", async () => {
  const good = report("/201/good");
  const bad = [
    ["POST", "/subscriptions", "{ not json", 400, /not JSON/],
    ["POST", "/subscriptions", "[]", 400, /object/],
    ["POST", "/subscriptions", {}, 400, /subscription/],
    ["POST", "/subscriptions", { subscription: { ...good.subscription, endpoint: "http://x" } }, 400, /https/],
    ["POST", "/subscriptions", { subscription: { ...good.subscription, keys: { auth: "x" } } }, 400, /p256dh/],
    ["POST", "/subscriptions", { subscription: { ...good.subscription, endpoint: " https://x/" } }, 400, /blanks/],
    ["POST", "/subscriptions", { subscription: { ...good.subscription, endpoint: "https://me@x/" } }, 400, /name/],
    ["POST", "/subscriptions", { subscription: { ...good.subscription, keys: { ...good.subscription.keys, p256dh: "A".repeat(87) } } }, 400, /point/],
    ["POST", "/subscriptions", { ...good, encodings: "aesgcm" }, 400, /encodings/],
    ["POST", "/subscriptions", "x".repeat(200000), 413, /longer/],
    ["DELETE", "/subscriptions", {}, 400, /endpoint/],
    ["POST", "/subscriptions", { ...good, older: "x" }, 400, /older/],
    ["POST", "/events", {}, 400, /event/],
    ["POST", "/events", { event: { type: "clicked" } }, 400, /key/],
    ["POST", "/events", { event: { key: "k" } }, 400, /type/],
    ["PATCH", "/subscriptions", { set: {} }, 400, /endpoint/],
    ["PATCH", "/subscriptions", { endpoint: "https://x", set: [] }, 400, /set/],
    ["POST", "/send", { ttl: -1 }, 400, /ttl/],
    ["POST", "/send", { topic: "a b" }, 400, /topic/],
    ["POST", "/send", { endpoint: "https://nobody.example" }, 404, /endpoint/],
    ["GET", "/", undefined, 404, /GET/],
  ];
  for (const [method, route, body, status, text] of bad) {
    const answer = await call(method, route, body);
    assert.strictEqual(answer.status, status, `${method} ${route} ${JSON.stringify(body)}`.slice(0, 200));
    assert.match(answer.body.error, text);
  }
});

test("what is nested too deep is refused, and the server goes on", async () => {
  const nested = (levels) => "[".repeat(levels) + "]".repeat(levels);
  const one = await post(report("/201/deep"));
  const { endpoint } = one.subscription;
  for (const levels of [200, 5000, 20000]) {
    const refused = [
      await call("POST", "/events", `{"event":{"key":"deep-${levels}","type":"x","x":${nested(levels)}}}`),
      await call("PATCH", "/subscriptions", `{"endpoint":"${endpoint}","set":{"x":${nested(levels)}}}`),
      await call("POST", "/send", `{"endpoint":"${endpoint}","payload":${nested(levels)}}`),
    ];
    assert.deepStrictEqual(refused.map(({ status }) => status), [400, 400, 400], `${levels} levels`);
    assert.match(refused[0].body.error, /nested/);
  }
  assert.strictEqual((await set(one, { x: JSON.parse(nested(50)) })).status, 204);
  assert.strictEqual((await call("GET", "/events")).status, 200);
  await post(report("/201/deep-2"));
});

test("pages may call the phone's routes, and no others", async () => {
  const allowed = async (method, route) => {
    const { status, headers } = await call(method, route, method === "GET" || method === "OPTIONS" ? undefined : "{}");
    return [status, headers.get("access-control-allow-origin"), headers.get("access-control-allow-methods")];
  };
  const [subscriptions, events] = [["*", "POST, PATCH, DELETE"], ["*", "POST"]];
  assert.deepStrictEqual(await allowed("OPTIONS", "/subscriptions"), [204, ...subscriptions]);
  assert.deepStrictEqual(await allowed("OPTIONS", "/events"), [204, ...events]);
  for (const method of ["POST", "PATCH", "DELETE"]) {
    assert.deepStrictEqual(await allowed(method, "/subscriptions"), [400, ...subscriptions], method);
  }
  assert.deepStrictEqual(await allowed("POST", "/events"), [400, ...events]);
  assert.deepStrictEqual(await allowed("GET", "/subscriptions"), [200, null, null]);
  assert.deepStrictEqual(await allowed("GET", "/events"), [200, null, null]);
  assert.deepStrictEqual(await allowed("OPTIONS", "/send"), [204, null, null]);
  assert.deepStrictEqual(await allowed("POST", "/send"), [200, null, null]);
});

// By a name of its own that leads to this machine a website is of the server's origin.
test("what no phone may do is for callers of this machine's name only", async () => {
  const { port } = new URL(world.server.url);
  const status = (method, route, host) => new Promise((resolve, reject) => {
    const headers = { host: `${host}:${port}`, "content-type": "application/json" };
    const request = http.request({ host: "127.0.0.1", port, method, path: route, headers }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    });
    request.on("error", reject).end(method === "GET" ? undefined : "{}");
  });
  for (const host of ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example"]) {
    assert.strictEqual(await status("GET", "/subscriptions", host), 403, host);
    assert.strictEqual(await status("GET", "/events", host), 403, host);
    assert.strictEqual(await status("POST", "/send", host), 403, host);
    // By a proxy before it phones may know it by any name.
    assert.strictEqual(await status("POST", "/subscriptions", host), 400, host);
  }
  for (const host of ["localhost", "127.0.0.1", "[::1]", "push.localhost"]) {
    assert.strictEqual(await status("GET", "/subscriptions", host), 200, host);
  }
});

test("what a page may send without asking is refused", async () => {
  const { subscription: { endpoint } } = await post(report("/201/asked"));
  const status = async (headers) => (await call("POST", "/send", { payload: "Hi", endpoint }, headers)).status;
  const Origin = "https://elsewhere.example";
  assert.strictEqual(await status({ "Content-Type": "text/plain" }), 415);
  assert.strictEqual(await status({ "Content-Type": "text/plain; application/json" }), 415);
  assert.strictEqual(await status({ Origin }), 415);
  assert.strictEqual((await call("POST", "/subscriptions", report("/201/no"), { Origin })).status, 415);
  assert.strictEqual(await status({ Origin, "Content-Type": "application/json; charset=utf-8" }), 200);
  // A tool.
  assert.strictEqual(await status({}), 200);
});

test("a start that cannot work ends with one sentence", async () => {
  const taken = net.createServer();
  await new Promise((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const starts = [
    [{ PORT: String(taken.address().port) }, /^Port \d+ is already in use.*\n$/],
    [{ PORT: "many" }, /^PORT must be .*\n$/],
    // An address that is for documents only (RFC 5737).
    [{ HOST: "192.0.2.1" }, /^HOST must be .*192\.0\.2\.1.*\n$/],
    [{ VAPID_PRIVATE: "" }, /^Set both .*\n$/],
    [{ VAPID_PUBLIC: "short" }, /^VAPID_SUBJECT, VAPID_PUBLIC .*\n$/],
    [{ VAPID_PRIVATE: "A".repeat(43) }, /^VAPID_SUBJECT, VAPID_PUBLIC .*\n$/],
    [{ VAPID_PUBLIC: report("").subscription.keys.p256dh }, /^VAPID_PUBLIC and VAPID_PRIVATE are no pair.*\n$/],
    [{ STORE: certificate }, /^STORE: .*\n$/],
  ];
  const failed = starts.map(([change]) => run("server.js", [], { ...env, ...change }));
  const codes = await Promise.all(failed.map(({ ended }) => ended));
  taken.close();
  assert.deepStrictEqual(codes, starts.map(() => 1));
  failed.forEach(({ stderr }, index) => assert.match(stderr, starts[index][1]));
});
