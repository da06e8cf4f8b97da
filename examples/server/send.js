// Sends one push:  npm install web-push@3; node send.js subscription.json "Hello, World"
const fs = require("node:fs");
const webpush = require("web-push");

const { VAPID_SUBJECT, VAPID_PUBLIC, VAPID_PRIVATE } = process.env;
webpush.setVapidDetails(VAPID_SUBJECT, VAPID_PUBLIC, VAPID_PRIVATE);

const subscription = JSON.parse(fs.readFileSync(process.argv[2], "utf8")); // { endpoint, keys: { auth, p256dh } }
const message = JSON.stringify({ title: "Push Inbox", body: process.argv[3] });

// An answer that breaks off is none: web-push would wait for the rest of it.
const late = setTimeout(() => { console.error("no answer"); process.exit(1); }, 10000);

webpush.sendNotification(subscription, message, {
  contentEncoding: "aesgcm", // KaiOS takes nothing else
  TTL: 3600, // seconds that the push service keeps it for a phone that is off
}).then(
  (answer) => console.log(answer.statusCode),
  (error) => { console.error(error.statusCode, error.body || error.message); process.exitCode = 1; },
).finally(() => clearTimeout(late));
