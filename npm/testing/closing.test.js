// How notifications end, and what the worker hears of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { worker } from "./index.js";
import { app, SYSTEMS } from "./support/app.js";
import { npm } from "./support/npm.js";

const { IDBFactory, IDBKeyRange } = npm("fake-indexeddb");

const CHAT = { title: "Ada", tag: "chat-7", data: { chat: 7 } };

for (const [system, product] of Object.entries(SYSTEMS)) {
  const start = (code, options) => worker(app(product, code), { system, ...options });

  test(`${system}: the user's end of a notification reaches onclose`, async () => {
    const tested = await start("kaipush.onclose = function (closed, how) { console.log(closed.tag, closed.data.chat, how); };");
    await tested.push(CHAT);
    await tested.close();
    // Without storage nobody knows who closed it.
    assert.deepEqual(tested.console.filter(({ level }) => level === "log"), [{ level: "log", text: "chat-7 7 unknown" }]);
    await assert.rejects(tested.close(), /not on the screen; there is nothing/);
  });

  test(`${system}: what code closes ends, too, and what a newer one replaces does not`, async () => {
    const code = `kaipush.onclose = function (closed, how) { console.log(closed.title, how); };
      function closeAll() {
        return registration.getNotifications().then(function (all) { all.forEach(function (one) { one.close(); one.close(); }); });
      }
      self.addEventListener("message", function (event) { event.waitUntil(closeAll()); });
      kaipush.onpush = function (message) { if (message.title === "last") return closeAll(); };`;
    const tested = await worker(app(product, code, "sw-small.js"), { system });
    const ended = () => tested.console.map(({ text }) => text);
    await tested.push(CHAT);
    await tested.push({ ...CHAT, title: "Ben" });
    assert.deepEqual(ended(), []);
    // The small worker writes nothing down, so it does not know by whom.
    await tested.click();
    assert.deepEqual(ended(), ["Ben unknown"]);
    await tested.push({ title: "Cem" });
    const page = tested.open();
    await tested.push({ title: "last" });
    await page.post("close");
    assert.deepEqual(ended(), ["Ben unknown", "Cem unknown", "last unknown"]);
    assert.deepEqual([tested.notifications, tested.warnings], [[], []]);
  });

  test(`${system}: what a timer closes ends, too`, async () => {
    const tested = await start(`self.addEventListener("notificationclose", function (event) { console.log(event.notification.title); });
      self.addEventListener("message", function () {
        setTimeout(function () { registration.getNotifications().then(function (all) { all[0].close(); }); }, 0);
      });`);
    await tested.push(CHAT);
    await tested.open().post("close");
    const told = () => tested.console.some(({ text }) => text === "Ada");
    for (let waits = 0; !told() && waits < 100; waits += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.ok(told(), tested.console);
  });

  test(`${system}: an end by a click or the worker's own code is code's, and the user's is told once`, async () => {
    const tested = await start(`kaipush.onclose = function (closed, how) { console.log(closed.title, how, closed.action || ""); };
      kaipush.onpush = function (message) {
        if (message.title !== "closes") return;
        return registration.getNotifications().then(function (all) { all[0].close(); });
      };`, { indexedDB: new IDBFactory(), globals: { IDBKeyRange } });
    const actions = [{ action: "later", title: "Later", open: false }];
    for (const [title, end] of [
      ["Ada", () => tested.click()], ["Ben", () => tested.push({ title: "closes" })],
      ["Cem", () => tested.close()], ["Dan", () => tested.click(undefined, "later")],
    ]) {
      await tested.push({ title, actions });
      await end();
    }
    const ends = tested.console.map(({ text }) => text);
    assert.deepEqual(ends, ["Ada code ", "Ben code ", "Cem user ", "Dan user later"]);
  });
}
