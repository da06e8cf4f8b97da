"use strict";
// The README's send.js.
const { test } = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { directory, hasty, received, report, run } = require("./world.js");

test("the README shows send.js word for word", () => {
  const script = fs.readFileSync(path.join(__dirname, "../send.js"), "utf8");
  const readme = fs.readFileSync(path.join(__dirname, "../../../README.md"), "utf8");
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
