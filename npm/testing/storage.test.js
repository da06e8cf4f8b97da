// What takes a storage: with that of `fake-indexeddb`, as docs/testing.md says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { worker } from "./index.js";
import { app, SYSTEMS } from "./support/app.js";
import { npm } from "./support/npm.js";

const { IDBFactory, IDBKeyRange } = npm("fake-indexeddb");

/** All records of a shelf of kaipush's database. */
function records(indexedDB, shelf) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("kaipush");
    opening.onerror = reject;
    opening.onsuccess = () => {
      const all = opening.result.transaction(shelf).objectStore(shelf).getAll();
      all.onsuccess = () => resolve(all.result, opening.result.close());
    };
  });
}

for (const [system, product] of Object.entries(SYSTEMS)) {
  const start = (code, indexedDB = new IDBFactory()) =>
    worker(app(product, code), { system, indexedDB, globals: { IDBKeyRange } });

  test(`${system}: a push that comes twice is shown once, by another worker, too`, async () => {
    const indexedDB = new IDBFactory();
    for (const expected of [1, 0]) {
      const tested = await start("", indexedDB);
      await tested.push({ id: "m1", title: "Ada" });
      await tested.push({ id: "m1", title: "Ada" });
      assert.equal(tested.notifications.length, expected);
      // What shows nothing costs a web app of KaiOS 3 one of 16.
      const others = tested.warnings.filter((text) => !text.includes("quota-spent"));
      assert.deepEqual(others, []);
    }
  });

  test(`${system}: pushes, and launches that may not arrive, wait for the app`, async () => {
    const indexedDB = new IDBFactory();
    const tested = await start("", indexedDB);
    await tested.push({ id: "m1", title: "Ada", data: { chat: 7 } });
    await tested.click();
    const [record] = await records(indexedDB, "log");
    assert.deepEqual([record.title, record.shown, record.data], ["Ada", true, { chat: 7 }]);
    // `openWindow` takes it along in the address.
    const waits = system === "kaios2.5" ? [{ chat: 7 }] : [];
    const kept = (await records(indexedDB, "state")).filter(({ launch }) => launch);
    assert.deepEqual(kept.map(({ launch }) => launch.data), waits);
    assert.deepEqual(tested.warnings, []);
  });
}

test("without a storage kaipush works, and says so", async () => {
  const tested = await worker(app("kaios3"), {});
  await tested.push({ id: "m1", title: "Ada" });
  assert.equal(tested.notifications.length, 1);
  assert.ok(tested.warnings.some((text) => text.includes("store-failed")), tested.warnings);
});
