// The types that ship, by the compiler: an app's code in TypeScript, and what is no such code.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { importing, ROOT } from "./support/app.js";
import { npm } from "./support/npm.js";

const TYPES = path.join(ROOT, "npm/testing/support/types.ts");

/** Compiles an app's module that imports kaipush as an app does; gives what the compiler says. */
function compiled(code, ...options) {
  const app = importing();
  fs.writeFileSync(path.join(app, "app.ts"), code);
  const all = [npm.resolve("typescript/bin/tsc"), "--noEmit", "--strict", ...options, "app.ts"];
  return spawnSync(process.execPath, all, { cwd: app, encoding: "utf8" }).stdout;
}

// node10 reads no `exports`.
for (const [resolution, module] of [["nodenext", "nodenext"], ["bundler", "esnext"], ["node10", "esnext"]]) {
  test(`an app compiles, with the resolution ${resolution}`, () => {
    const options = ["--target", "es2022", "--lib", "es2022,dom", "--module", module, "--moduleResolution", resolution];
    assert.equal(compiled(fs.readFileSync(TYPES, "utf8"), ...options), "");
    // The errors that types.ts expects are seen only if kaipush is.
    const wrong = compiled('import { Push } from "kaipush"; Push.create({ werker: "/sw.js" });', ...options);
    assert.match(wrong, /'werker' does not exist in type 'Config'/);
  });
}
