// A runner that plays a page (jest with jsdom) takes some of Node's names away.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { ROOT } from "./support/app.js";

const CODE = `
  for (const name of ["TextEncoder", "Headers", "Request", "Response", "ReadableStream", "structuredClone"]) {
    delete globalThis[name];
  }
  delete URL.canParse;
  const { standInPush, worker } = await import("./index.js");
  const push = standInPush();
  await push.kaipush.Push.create({ worker: "/sw.js", reportTo: "/subscriptions" });
  await push.set("topics", ["news"]);
  console.log((await push.subscribe()).kind, push.values.topics[0]);
  await worker("sw.js").catch((error) => console.log(error.message));
`;

test("the page's stand-in works where a page is played, and the worker's says what it needs", () => {
  const options = { cwd: path.join(ROOT, "npm/testing"), encoding: "utf8" };
  const run = spawnSync(process.execPath, ["--input-type=module", "--eval", CODE], options);
  const [page, worker] = run.stdout.split("\n");
  assert.equal(page, "subscribed news", run.stderr);
  assert.match(worker, /here is no TextEncoder, .*Response\. .* @jest-environment node/);
});
