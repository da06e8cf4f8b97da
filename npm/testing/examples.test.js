// The examples of docs/testing.md, run as an app would: with the package as it is shipped.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { app, importing, ROOT } from "./support/app.js";

const INBOX = `
export async function start() {
  const inbox = { screen: "", chat: null };
  const push = await kaipush.Push.create({ worker: "/sw.js" });
  push.onlaunch = (launch) => { inbox.chat = launch.data.chat; };
  push.onchange = (state) => { inbox.screen = state.kind; };
  inbox.press = (key) => key === "Enter" && push.subscribe();
  return inbox;
}`;

for (const [name, product] of [["worker.test.js", "kaios25"], ["page.test.js", "kaios3"]]) {
  test(`the example ${name}`, () => {
    const text = fs.readFileSync(path.join(ROOT, "docs/testing.md"), "utf8");
    const [, example] = new RegExp("```js\\n// " + name.replaceAll(".", "\\.") + "\\n([^]*?)```").exec(text);
    const script = app(product);
    const folder = importing();
    fs.symlinkSync(path.dirname(script), path.join(folder, "app"));
    fs.writeFileSync(path.join(path.dirname(script), "package.json"), JSON.stringify({ type: "module" }));
    fs.writeFileSync(path.join(path.dirname(script), "inbox.js"), INBOX);
    fs.writeFileSync(path.join(folder, name), example);
    // Not a part of this run.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const run = spawnSync(process.execPath, ["--test", name], { cwd: folder, env, encoding: "utf8" });
    assert.equal(run.status, 0, run.stdout + run.stderr);
    assert.match(run.stdout, /^# pass [12]$/m);
  });
}
