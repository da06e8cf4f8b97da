"use strict";
// One round of npm's web-push, as src/main.rs has it for Rust: `SECONDS INPUT`.
const webpush = require("web-push");

const seconds = Number(process.argv[2]);
const { endpoint, keys, subject, public: publicKey, private: privateKey, payload } = JSON.parse(process.argv[3]);
webpush.setVapidDetails(subject, publicKey, privateKey);
const request = () => webpush.generateRequestDetails({ endpoint, keys }, payload, { contentEncoding: "aesgcm" });
const used = ({ user, system }) => (user + system) / 1e6;

for (let i = 0; i < 2000; i++) request(); // V8 needs more than Rust to get going.
const start = process.cpuUsage();
let made = 0;
while (used(process.cpuUsage(start)) < seconds) for (let i = 0; i < 50; i++, made++) request();
console.log(made / used(process.cpuUsage(start)));
