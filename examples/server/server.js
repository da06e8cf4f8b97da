"use strict";
// Reference server: keeps the subscriptions that kaipush reports and sends pushes to them with npm's `web-push`.
// First, in this folder:  npm install web-push@3
// For real:  VAPID_PUBLIC=B… VAPID_PRIVATE=… STORE=subscriptions.json PORT=8080 HOST=0.0.0.0 node server.js
// It has no login: whoever reaches it reads all subscriptions and sends to them. So it listens on this machine only,
// unless HOST says otherwise; put https and your own checks in front of it before you publish it. One of them: whoever
// reports a subscription names the host that this server then calls. Take those of the push services that you know.
// Websites may call the phone's routes only, which are POST, DELETE and PATCH below without /send; on the other ones it
// answers to this machine's own names. A body has
// `Content-Type: application/json`; what is no browser may leave that out.
//
//   POST   /subscriptions   kaipush's report → 201 new, 200 known, 410 if the push service has called it gone
//   DELETE /subscriptions   { endpoint } → 204, 404 if unknown
//   PATCH  /subscriptions   { endpoint, set: { name: value } } → 204, 404 if unknown
//   GET    /subscriptions   → the reports, with the app's `values`
//   POST   /events          { endpoint, event } → 201 new, 200 known
//   GET    /events          → what became of the pushes
//   POST   /send            { payload, ttl?, topic?, endpoint? } → [{ endpoint, status, body? }]
//
// Environment: PORT (0 = any free), HOST (else 127.0.0.1), STORE (a JSON file; else memory), VAPID_PUBLIC and
// VAPID_PRIVATE (else new keys at every start), VAPID_SUBJECT.
const crypto = require("node:crypto");
const http = require("node:http");
const webpush = require("web-push");
const openEvents = require("./events.js");
const openStore = require("./store.js");
const { BadRequest, checkDepth, checkReport, checkEndpoint, checkValues, checkEvent, checkMessage } = require("./checks.js");

const MAX_BODY = 64 * 1024; // characters
const MAX_ANSWER = 500; // characters of what a push service says
const PUSH_TIMEOUT = 10000; // ms
const LOOPBACK = ["127.0.0.1", "::1", "::ffff:127.0.0.1"];
const HERE = /^((.+\.)?localhost|127\.0\.0\.1|\[::1\])$/i;
const PHONE = { "/subscriptions": "POST, PATCH, DELETE", "/events": "POST" };

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

// Without asking first, a browser sends what any page wants to whoever it wants, but not as JSON, and it says from where.
function checkType({ headers }) {
  const type = headers["content-type"];
  if (type ? /^application\/json *(;|$)/i.test(type) : !headers.origin) return;
  throw new BadRequest("`Content-Type` must be application/json", 415);
}

function readBody(request) {
  checkType(request);
  return new Promise((resolve, reject) => {
    let text = "";
    request.setEncoding("utf8");
    request.on("error", reject);
    request.on("data", (part) => {
      // What comes after the limit is read and thrown away, so that the client gets to see the answer.
      if (text.length <= MAX_BODY) text += part;
    });
    request.on("end", () => {
      if (text.length > MAX_BODY) return reject(new BadRequest(`the body is longer than ${MAX_BODY} characters`, 413));
      try {
        resolve(checkDepth(JSON.parse(text)));
      } catch (error) {
        reject(error instanceof BadRequest ? error : new BadRequest("the body is not JSON"));
      }
    });
  });
}

// web-push's own `timeout` counts silence only: an answer that drips, or breaks off, would never come to an end.
function inTime(sending) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PUSH_TIMEOUT} ms`)), PUSH_TIMEOUT);
  });
  return Promise.race([sending, late]).finally(() => clearTimeout(timer));
}

async function sendTo(report, message) {
  const { endpoint } = report.subscription;
  const options = {
    // KaiOS' push server takes nothing but aesgcm; web-push then also signs the way KaiOS wants it (VAPID draft 01).
    contentEncoding: report.encodings.includes("aes128gcm") ? "aes128gcm" : "aesgcm",
    TTL: message.ttl,
    topic: message.topic,
    timeout: PUSH_TIMEOUT,
  };
  try {
    const { statusCode } = await inTime(webpush.sendNotification(report.subscription, message.payload, options));
    return { endpoint, status: statusCode };
  } catch ({ statusCode = 0, body, message: reason }) {
    // Without a status code the push service was not reached at all.
    return { endpoint, status: statusCode, body: String(statusCode ? body : reason).slice(0, MAX_ANSWER) };
  }
}

async function sendAll(store, message) {
  const reports = message.endpoint ? [store.get(message.endpoint)] : store.all();
  if (!reports.every(Boolean)) throw new BadRequest("no subscription has this endpoint", 404);
  const results = await Promise.all(reports.map((report) => sendTo(report, message)));
  // 404 and 410: the phone has unsubscribed or was reset. It will report itself again when it has a new address.
  const gone = results.filter(({ status }) => status === 404 || status === 410);
  try {
    store.bury(gone.map(({ endpoint }) => endpoint));
  } catch (error) {
    // They have been sent: who was told of a failure would send all of them again. What is gone is so the next time, too.
    console.error(error);
  }
  return results;
}

const pathOf = (request) => request.url.split("?")[0];
const isPhones = (request) => request.method !== "GET" && pathOf(request) in PHONE;

// A website can have its own name lead to this machine, and is of the same origin then. It can't hide that name.
function checkName({ headers, socket: { localAddress } }) {
  const called = String(headers.host).replace(/:\d*$/, "");
  if (LOOPBACK.includes(localAddress) && !HERE.test(called)) {
    throw new BadRequest(`call it as localhost, not as ${called}: what no phone may do is for this machine only`, 403);
  }
}

async function route(store, events, request) {
  const path = pathOf(request);
  if (request.method === "OPTIONS") return [204];
  if (!isPhones(request)) checkName(request);
  switch (`${request.method} ${path}`) {
    case "GET /subscriptions": return [200, store.all()];
    case "POST /subscriptions": {
      const report = checkReport(await readBody(request));
      if (store.isGone(report.subscription.endpoint)) return [410, {}];
      return [store.put(report) ? 201 : 200, {}];
    }
    case "DELETE /subscriptions": return [store.remove(checkEndpoint(await readBody(request))) ? 204 : 404];
    case "PATCH /subscriptions": {
      const { endpoint, set } = checkValues(await readBody(request));
      return [store.set(endpoint, set) ? 204 : 404];
    }
    case "GET /events": return [200, events.all()];
    case "POST /events": {
      const { endpoint, event } = checkEvent(await readBody(request));
      return [events.add(endpoint, event) ? 201 : 200, {}];
    }
    case "POST /send": return [200, await sendAll(store, checkMessage(await readBody(request)))];
    default: throw new BadRequest(`there is no ${request.method} ${path} here`, 404);
  }
}

// The page has another origin (app://… or the site's own), so it may send and read nothing without these. All other
// routes do without, or every website that is open on this machine could read the subscriptions and send to them.
function openTo(request) {
  if (!isPhones(request)) return {};
  return {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": PHONE[pathOf(request)],
    "Access-Control-Allow-Headers": "Content-Type, Authorization",
    // Without it kaipush can't read how long the server, or a proxy before it, asks to wait.
    "Access-Control-Expose-Headers": "Retry-After",
  };
}

function answer(request, response, [status, body]) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  response.writeHead(status, { "Content-Type": "application/json", ...openTo(request) });
  response.end(text);
}

function vapid({ VAPID_PUBLIC, VAPID_PRIVATE, VAPID_SUBJECT = "mailto:push@example.org" }) {
  if (!VAPID_PUBLIC !== !VAPID_PRIVATE) fail("Set both VAPID_PUBLIC and VAPID_PRIVATE, or neither.");
  let keys = { publicKey: VAPID_PUBLIC, privateKey: VAPID_PRIVATE };
  if (!VAPID_PUBLIC) {
    keys = webpush.generateVAPIDKeys();
    console.log(`new keys: VAPID_PUBLIC=${keys.publicKey} VAPID_PRIVATE=${keys.privateKey}`);
  }
  const pair = crypto.createECDH("prime256v1");
  try {
    webpush.setVapidDetails(VAPID_SUBJECT, keys.publicKey, keys.privateKey);
    pair.setPrivateKey(keys.privateKey, "base64url");
  } catch (error) {
    fail(`VAPID_SUBJECT, VAPID_PUBLIC or VAPID_PRIVATE is wrong: ${error.message}`);
  }
  // Every push would be refused, and every phone would have to subscribe anew.
  if (!pair.getPublicKey().equals(Buffer.from(keys.publicKey, "base64url"))) {
    fail("VAPID_PUBLIC and VAPID_PRIVATE are no pair: take both from the same `kaipush keys`.");
  }
}

function main(env) {
  const port = Number(env.PORT || 0);
  const host = env.HOST || "127.0.0.1";
  if (!(Number.isInteger(port) && port >= 0 && port < 65536)) fail(`PORT must be a number from 0 to 65535, not "${env.PORT}".`);
  vapid(env);
  let store;
  try {
    store = openStore(env.STORE);
  } catch (error) {
    fail(error.message);
  }
  const events = openEvents();
  const server = http.createServer((request, response) => {
    route(store, events, request).then((result) => answer(request, response, result)).catch((error) => {
      if (!(error instanceof BadRequest)) console.error(error);
      answer(request, response, [error.status || 500, { error: error.status ? error.message : "the server failed; see its log" }]);
    });
  });
  const wrongHost = `HOST must be an address of this machine, not "${host}".`;
  const reasons = {
    EADDRINUSE: `Port ${port} is already in use: set PORT to another one, or to 0 for any free one.`,
    EADDRNOTAVAIL: wrongHost,
    ENOTFOUND: wrongHost,
  };
  server.on("error", ({ code, message }) => fail(reasons[code] || message));
  const shown = host.includes(":") ? `[${host}]` : host;
  server.listen(port, host, () => console.log(`listening on http://${shown}:${server.address().port}`));
}

main(process.env);
