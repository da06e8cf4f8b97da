"use strict";
// What the server accepts. Everything else is refused with a sentence that names the field.
const crypto = require("node:crypto");

const MAX_DEPTH = 100;

class BadRequest extends Error {
  constructor(message, status = 400) {
    super(message);
    this.status = status;
  }
}

function check(ok, message) {
  if (!ok) throw new BadRequest(message);
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === "string" && value !== "";

// Parsers pass over blanks, and a name and password would be sent along.
function isEndpoint(value) {
  if (!isText(value) || /\s/.test(value) || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return protocol === "https:" && username + password === "";
}

// Bytes in base64url, as the browser gives them; `web-push` would only find out when it encrypts.
function isBytes(value, length) {
  return isText(value) && /^[A-Za-z0-9_-]+={0,2}$/.test(value) && Buffer.from(value, "base64url").length === length;
}

// Nothing can be encrypted for one that is none.
function isKey(value) {
  try {
    return isBytes(value, 65) && Boolean(crypto.ECDH.convertKey(value, "prime256v1", "base64url"));
  } catch {
    return false;
  }
}

const isShallow = (value, levels) =>
  typeof value !== "object" || value === null || levels > 0 && Object.values(value).every((one) => isShallow(one, levels - 1));

exports.BadRequest = BadRequest;

// JSON.parse reads what is too deep for JSON.stringify, which is to write it into the store and the answers.
exports.checkDepth = function checkDepth(body) {
  check(isShallow(body, MAX_DEPTH), `the body is nested deeper than ${MAX_DEPTH} levels`);
  return body;
};

exports.checkReport = function checkReport(body) {
  check(isObject(body), "the body must be a JSON object");
  const { subscription, old = null, older = [], platform = null, encodings = ["aesgcm"], vapid = null } = body;
  check(isObject(subscription), "`subscription` is missing");
  const { endpoint, keys } = subscription;
  check(isEndpoint(endpoint), "`subscription.endpoint` must be an https URL, without blanks or a user's name");
  check(isObject(keys), "`subscription.keys` is missing");
  check(isKey(keys.p256dh), "`subscription.keys.p256dh` must be a point of the curve P-256: 65 bytes in base64url");
  check(isBytes(keys.auth, 16), "`subscription.keys.auth` must be 16 bytes in base64url");
  check(old === null || isText(old), "`old` must be null or the endpoint before this one");
  check(Array.isArray(older) && older.every(isText), "`older` must be a list of endpoints");
  check(Array.isArray(encodings) && encodings.every(isText), "`encodings` must be a list of names");
  return { subscription: { endpoint, keys: { auth: keys.auth, p256dh: keys.p256dh } }, old, older, platform, encodings, vapid };
};

exports.checkEndpoint = function checkEndpoint(body) {
  check(isObject(body) && isText(body.endpoint), "`endpoint` is missing");
  return body.endpoint;
};

exports.checkValues = function checkValues(body) {
  const endpoint = exports.checkEndpoint(body);
  check(isObject(body.set), "`set` must be an object: the values by their names");
  return { endpoint, set: body.set };
};

exports.checkEvent = function checkEvent(body) {
  check(isObject(body) && isObject(body.event), "`event` is missing");
  // Without one the user has unsubscribed since.
  check(body.endpoint === undefined || isText(body.endpoint), "`endpoint` must be the endpoint of a subscription");
  check(isText(body.event.key), "`event.key` is missing");
  check(isText(body.event.type), "`event.type` is missing");
  return body;
};

exports.checkMessage = function checkMessage(body) {
  check(isObject(body), "the body must be a JSON object");
  const { payload = null, ttl = 3600, topic, endpoint } = body;
  check(Number.isInteger(ttl) && ttl >= 0, "`ttl` must be a whole number of seconds, 0 or more");
  check(topic === undefined || isText(topic) && /^[A-Za-z0-9_-]{1,32}$/.test(topic), "`topic` must be 1 to 32 letters, digits, - or _");
  check(endpoint === undefined || isText(endpoint), "`endpoint` must be the endpoint of a subscription");
  const text = payload === null || typeof payload === "string" ? payload : JSON.stringify(payload);
  return { payload: text, ttl, topic, endpoint };
};
