// An app's own modules import kaipush, and a test of theirs runs in Node: with the package as it is shipped.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { standInPush } from "./index.js";
import { importing } from "./support/app.js";

for (const entry of ["kaipush", "kaipush/js", "kaipush/wasm"]) {
  test(`a module that imports ${entry} gets what the test has put there`, async () => {
    const file = path.join(importing(), "app.js");
    fs.writeFileSync(file, `import { Push, urlB64ToUint8Array } from "${entry}";
      export const start = () => Push.create({ worker: "/sw.js" });
      export const decode = urlB64ToUint8Array;`);
    const app = await import(pathToFileURL(file));
    delete globalThis.kaipush;
    await assert.rejects(app.start(), /globalThis\.kaipush = standInPush\(\)\.kaipush/);
    assert.throws(() => app.decode("AQI"), /this is Node/);
    const push = standInPush();
    globalThis.kaipush = push.kaipush;
    assert.equal(await app.start(), push);
    assert.deepEqual([...app.decode("AQI")], [1, 2]);
    delete globalThis.kaipush;
  });
}
