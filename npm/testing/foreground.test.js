// Pushes while a page of the app is in front.

import assert from "node:assert/strict";
import { test } from "node:test";
import { worker } from "./index.js";
import { app, SYSTEMS } from "./support/app.js";

const CHAT = { title: "Ada", body: "See you", tag: "chat-7" };

for (const [system, product] of Object.entries(SYSTEMS)) {
  const start = (code) => worker(app(product, code), { system });

  test(`${system}: the page in front takes a push, or leaves it`, async () => {
    // On 2.5 a push goes to the app's process while that is open, and its worker sees the page.
    const tested = await start("kaipush.foreground = 'ask';");
    const asked = [];
    tested.open("/", { onforeground: (message) => { asked.push(message.title); return message.title !== "Ada"; } });
    await tested.push(CHAT);
    assert.deepEqual(tested.notifications, []);
    await tested.push({ title: "Ben" });
    assert.deepEqual(tested.notifications.map((one) => one.title), ["Ben"]);
    assert.deepEqual(asked, ["Ada", "Ben"]);
  });

  test(`${system}: of onmessage it is enough that it does not fail, and a page's handler may`, async () => {
    for (const [policy, expected] of [["hidden", []], ["ask", ["Ada"]]]) {
      const tested = await start(`kaipush.foreground = "${policy}";`);
      const page = tested.open("/", { onforeground: () => {} });
      const shown = () => tested.notifications.map((one) => one.title);
      await tested.push(CHAT);
      assert.deepEqual(shown(), expected, policy);
      page.onforeground = () => true;
      await tested.push({ ...CHAT });
      assert.deepEqual(shown(), expected, policy);
      for (const fails of [() => { throw new Error("no such chat"); }, async () => { throw new Error("no such chat"); }]) {
        page.onforeground = fails;
        await tested.push({ title: "Ben", tag: "ben" });
        assert.deepEqual(shown(), [...expected, "Ben"], policy);
      }
      assert.equal(tested.warnings.filter((line) => line.startsWith("onforeground: Error: no such chat")).length, 2);
      page.onforeground = null;
      await tested.push({ title: "Cem" });
      assert.deepEqual(shown(), [...expected, "Ben", "Cem"], policy);
    }
  });
}
