"use strict";
// The server and the README's snippet as child processes, against a little push service of the test's own.
// Each file of tests has all of it for itself.
const { after, before } = require("node:test");
const assert = require("node:assert");
const crypto = require("node:crypto");
const fs = require("node:fs");
const https = require("node:https");
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
// What the push service has got.
const received = [];
// `onPush`: what happens while a push is on its way.
const world = { pushService: null, server: null, onPush: null };

// Answers with the status that the endpoint's path names; /0 breaks off in the middle of the answer, /1 drips.
function startPushService() {
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
    "-keyout", path.join(directory, "key.pem"), "-out", certificate, "-days", "1",
    "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"], { stdio: "ignore" });
  const options = { key: fs.readFileSync(path.join(directory, "key.pem")), cert: fs.readFileSync(certificate) };
  world.pushService = https.createServer(options, (request, response) => {
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
      if (world.onPush) await world.onPush(request.url);
      response.writeHead(status).end("answer".repeat(200));
    });
  });
  return new Promise((resolve) => world.pushService.listen(0, "127.0.0.1", resolve));
}

function run(script, args = [], environment = env) {
  const child = spawn(process.execPath, [path.join(__dirname, "..", script), ...args], { env: environment });
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
  const response = await fetch(world.server.url + route, { method, body: text && new Blob([text]), headers });
  const answer = await response.text();
  return { status: response.status, headers: response.headers, body: answer && JSON.parse(answer) };
}

function report(route, more) {
  const ecdh = crypto.createECDH("prime256v1");
  const keys = { p256dh: ecdh.generateKeys("base64url"), auth: crypto.randomBytes(16).toString("base64url") };
  const endpoint = `https://127.0.0.1:${world.pushService.address().port}${route}`;
  return { subscription: { endpoint, keys }, old: null, encodings: ["aesgcm"], vapid: "draft-01", ...more };
}

before(async () => {
  await startPushService();
  world.server = await startServer();
});

after(async () => {
  if (world.server) await stop(world.server);
  if (world.pushService) world.pushService.close();
  fs.rmSync(directory, { recursive: true });
});

const valuesOf = async ({ subscription }) => {
  const list = (await call("GET", "/subscriptions")).body;
  return list.filter((one) => one.subscription.endpoint === subscription.endpoint).map(({ values }) => values);
};
const set = (one, values) => call("PATCH", "/subscriptions", { endpoint: one.subscription.endpoint, set: values });

async function post(body) {
  assert.strictEqual((await call("POST", "/subscriptions", body)).status, 201);
  return body;
}

module.exports = {
  call, certificate, directory, env, hasty, post, received, report,
  run, set, startServer, stop, store, valuesOf, world,
};
