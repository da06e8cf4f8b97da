"use strict";
// npm's side of the comparison: `make` builds a push with web-push for a browser made up here, `open`
// decrypts pushes with http_ece and verifies their tokens. Request and answer are JSON, on stdin and stdout.
const crypto = require("node:crypto");
const fs = require("node:fs");
const ece = require("http_ece");
const webpush = require("web-push");

const bytes = (text) => Buffer.from(text, "base64url");
const text = (buffer) => buffer.toString("base64url");

function browser(privateKey) {
  const keys = crypto.createECDH("prime256v1");
  if (privateKey) keys.setPrivateKey(bytes(privateKey));
  else keys.generateKeys();
  return keys;
}

function make() {
  const keys = browser();
  return { private: text(keys.getPrivateKey()), p256dh: text(keys.getPublicKey()), auth: text(crypto.randomBytes(16)) };
}

function build({ subscription, vapid, payload, options }) {
  const vapidDetails = { subject: vapid.subject, publicKey: vapid.public, privateKey: vapid.private };
  const { method, endpoint, headers, body } =
    webpush.generateRequestDetails(subscription, payload && bytes(payload), { ...options, vapidDetails });
  return { method, endpoint, headers, body: body && text(body) };
}

function parameter(header, name) {
  return new RegExp(`(?:^|;)${name}=([^;]+)`).exec(header)[1];
}

function open({ private: privateKey, auth, encoding, headers, body }) {
  const options = { version: encoding, privateKey: browser(privateKey), authSecret: auth };
  if (encoding === "aesgcm") {
    options.salt = parameter(headers.encryption, "salt");
    options.dh = parameter(headers["crypto-key"], "dh");
  }
  return text(ece.decrypt(bytes(body), options));
}

function verify({ token, key }) {
  const [head, claims, signature] = token.split(".");
  const point = bytes(key);
  const jwk = { kty: "EC", crv: "P-256", x: text(point.subarray(1, 33)), y: text(point.subarray(33)) };
  const publicKey = { key: crypto.createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" };
  return {
    good: crypto.verify("sha256", Buffer.from(`${head}.${claims}`), publicKey, bytes(signature)),
    head: JSON.parse(bytes(head)),
    claims: JSON.parse(bytes(claims)),
  };
}

const [order, request] = JSON.parse(fs.readFileSync(0, "utf8"));
console.log(JSON.stringify({ make, build, open, verify }[order](request)));
