"use strict";
// The server and the README's snippet as child processes, against a little push service of the test's own.
const { after, before, test } = require("node:test");
const assert = require("node:assert");
const crypto = require("node:crypto");
const fs = require("node:fs");
const https = require("node:https");
const net = require("node:net");
const os = require("node:os");
const path = require("node:path");
const { execFileSync, spawn } = require("node:child_process");
const webpush = require("web-push");

const directory = fs.mkdtempSync(path.join(os.tmpdir(), "kaipush-server-"));
const certificate = path.join(directory, "cert.pem");
const store = path.join(directory, "store.json");
const vapid = webpush.generateVAPIDKeys();
const env = {
  ...process.env,
  PORT: "0", HOST: "127.0.0.1", STORE: store, NODE_EXTRA_CA_CERTS: certificate,
  VAPID_SUBJECT: "mailto:test@example.org", VAPID_PUBLIC: vapid.publicKey, VAPID_PRIVATE: vapid.privateKey,
};
const received = [];
// What happens while a push is on its way.
let onPush = null;
let pushService;
let server;

// Answers with the status that the endpoint's path names; /0 breaks off in the middle of the answer, /1 drips.
function startPushService() {
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
    "-keyout", path.join(directory, "key.pem"), "-out", certificate, "-days", "1",
    "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"], { stdio: "ignore" });
  const options = { key: fs.readFileSync(path.join(directory, "key.pem")), cert: fs.readFileSync(certificate) };
  pushService = https.createServer(options, (request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", async () => {
      received.push({ path: request.url, headers: request.headers, body: Buffer.concat(parts) });
      const status = Number(request.url.split("/")[1]);
      if (status === 0) {
        response.writeHead(201, { "Content-Length": 10 }).write("x");
        return setTimeout(() => response.destroy(), 20);
      }
      if (status === 1) {
        response.writeHead(201);
        const dripping = setInterval(() => response.write("x"), 50);
        return response.on("close", () => clearInterval(dripping));
      }
      if (onPush) await onPush(request.url);
      response.writeHead(status).end("answer".repeat(200));
    });
  });
  return new Promise((resolve) => pushService.listen(0, "127.0.0.1", resolve));
}

function run(script, args = [], environment = env) {
  const child = spawn(process.execPath, [path.join(__dirname, script), ...args], { env: environment });
  const result = { child, stdout: "", stderr: "" };
  child.stdout.on("data", (text) => { result.stdout += text; });
  child.stderr.on("data", (text) => { result.stderr += text; });
  result.ended = new Promise((resolve) => child.on("close", resolve));
  return result;
}

// An environment without a store, whose scripts' seconds are twenty times shorter.
function hasty() {
  const script = path.join(directory, "hasty.js");
  fs.writeFileSync(script, "const wait = setTimeout; globalThis.setTimeout = (run, ms) => wait(run, ms / 20);");
  const { STORE, ...rest } = env;
  return { ...rest, NODE_OPTIONS: `--require ${script}` };
}

async function startServer(environment) {
  const started = run("server.js", [], environment);
  while (!/listening on (\S+)\n/.test(started.stdout)) {
    assert.strictEqual(started.child.exitCode, null, started.stderr);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  started.url = /listening on (\S+)\n/.exec(started.stdout)[1];
  return started;
}

function stop({ child, ended }) {
  child.kill();
  return ended;
}

async function call(method, route, body, headers = { "Content-Type": "application/json" }) {
  const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  const response = await fetch(server.url + route, { method, body: text && new Blob([text]), headers });
  const answer = await response.text();
  return { status: response.status, headers: response.headers, body: answer && JSON.parse(answer) };
}

function report(route, more) {
  const ecdh = crypto.createECDH("prime256v1");
  const keys = { p256dh: ecdh.generateKeys("base64url"), auth: crypto.randomBytes(16).toString("base64url") };
  const endpoint = `https://127.0.0.1:${pushService.address().port}${route}`;
  return { subscription: { endpoint, keys }, old: null, encodings: ["aesgcm"], vapid: "draft-01", ...more };
}

before(async () => {
  await startPushService();
  server = await startServer();
});

after(async () => {
  if (server) await stop(server);
  if (pushService) pushService.close();
  fs.rmSync(directory, { recursive: true });
});

const valuesOf = async ({ subscription }) => {
  const list = (await call("GET", "/subscriptions")).body;
  return list.filter((one) => one.subscription.endpoint === subscription.endpoint).map(({ values }) => values);
};
const set = (one, values) => call("PATCH", "/subscriptions", { endpoint: one.subscription.endpoint, set: values });

test("a subscription is stored, known, replaced, kept over a restart and deleted", async () => {
  const first = report("/201/first");
  assert.strictEqual((await call("POST", "/subscriptions", first)).status, 201);
  assert.strictEqual((await call("POST", "/subscriptions", first)).status, 200);
  const second = report("/201/second", { old: first.subscription.endpoint });
  assert.strictEqual((await call("POST", "/subscriptions", second)).status, 201);

  await stop(server);
  server = await startServer();
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

  await stop(server);
  server = await startServer();
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

test("a phone that renews while a push to it is on its way keeps the others' results", async () => {
  const [old, other] = [await post(report("/410/renewing")), await post(report("/201/other"))];
  const next = report("/201/renewed", { old: old.subscription.endpoint });
  onPush = (url) => url === "/410/renewing" && post(next);
  const { status, body } = await call("POST", "/send", { payload: "Hi" });
  onPush = null;
  const statusOf = ({ subscription }) => body.find(({ endpoint }) => endpoint === subscription.endpoint)?.status;
  assert.deepStrictEqual([status, ...[old, other].map(statusOf)], [200, 410, 201]);
  // Nor does anything of the old one come back.
  await stop(server);
  server = await startServer();
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
  const before = server;
  server = await startServer(hasty());
  try {
    const bad = [await post(report("/0/send")), await post(report("/1/send"))];
    const good = await post(report("/201/send"));
    const { body } = await call("POST", "/send", { payload: "Hi" });
    const statusOf = ({ subscription }) => body.find(({ endpoint }) => endpoint === subscription.endpoint).status;
    assert.deepStrictEqual([...bad, good].map(statusOf), [0, 0, 201]);
  } finally {
    await stop(server);
    server = before;
  }
});

test("bad requests are refused with a sentence, and the server keeps running", async () => {
  const good = report("/201/good");
  const bad = [
    ["POST", "/subscriptions", "{ not json", 400, /not JSON/],
    ["POST", "/subscriptions", "[]", 400, /object/],
    ["POST", "/subscriptions", {}, 400, /subscription/],
    ["POST", "/subscriptions", { subscription: { ...good.subscription, endpoint: "http://x" } }, 400, /https/],
    ["POST", "/subscriptions", { subscription: { ...good.subscription, keys: { auth: "x" } } }, 400, /p256dh/],
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

test("a push service's answer is not read through the server", async () => {
  const { subscription: { endpoint } } = await post(report("/500/talks"));
  const { body: [result] } = await call("POST", "/send", { payload: "Hi", endpoint });
  assert.deepStrictEqual(result, { endpoint, status: 500, body: "answer".repeat(200).slice(0, 500) });
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
    [{ STORE: certificate }, /^STORE: .*\n$/],
  ];
  const failed = starts.map(([change]) => run("server.js", [], { ...env, ...change }));
  const codes = await Promise.all(failed.map(({ ended }) => ended));
  taken.close();
  assert.deepStrictEqual(codes, starts.map(() => 1));
  failed.forEach(({ stderr }, index) => assert.match(stderr, starts[index][1]));
});

test("the README shows send.js word for word", () => {
  const script = fs.readFileSync(path.join(__dirname, "send.js"), "utf8");
  const readme = fs.readFileSync(path.join(__dirname, "../../README.md"), "utf8");
  assert.ok(readme.includes(`\`\`\`js\n${script}\`\`\`\n`), "README.md does not have this block:\n" + script);
});

test("send.js, the README's snippet, sends", async () => {
  const file = path.join(directory, "subscription.json");
  for (const [route, code, stdout] of [["/201/snippet", 0, "201\n"], ["/410/snippet", 1, ""]]) {
    fs.writeFileSync(file, JSON.stringify(report(route).subscription));
    const sent = run("send.js", [file, "Hello, World"]);
    assert.strictEqual(await sent.ended, code, sent.stderr);
    assert.strictEqual(sent.stdout, stdout);
    assert.strictEqual(received.pop().headers["content-encoding"], "aesgcm");
  }
});

test("send.js ends with a push service that never ends its answer", { timeout: 20000 }, async () => {
  const file = path.join(directory, "subscription.json");
  for (const route of ["/0/snippet", "/1/snippet"]) {
    fs.writeFileSync(file, JSON.stringify(report(route).subscription));
    const sent = run("send.js", [file, "Hello, World"], hasty());
    assert.deepStrictEqual([await sent.ended, sent.stdout, sent.stderr], [1, "", "no answer\n"], route);
  }
});

async function post(body) {
  assert.strictEqual((await call("POST", "/subscriptions", body)).status, 201);
  return body;
}
