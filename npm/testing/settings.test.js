// What the app sets in `kaipush`, in the shipped workers: wherever it stands, and what is wrong in it.

import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { worker } from "./index.js";
import { app, SYSTEMS } from "./support/app.js";

const told = (tested) => tested.warnings.filter((line) => line.startsWith("kaipush: field-wrong")).map((line) => line.slice(22));

for (const [system, product] of Object.entries(SYSTEMS)) {
  const start = (code) => worker(app(product, code), { system });
  const pushed = async (code, payload = { title: "Ada" }) => {
    const tested = await start(code);
    await tested.push(payload);
    return tested;
  };

  test(`${system}: an object in the place of kaipush's own counts`, async () => {
    for (const code of [
      "self.kaipush = { onpush: onpush };",
      "var kaipush = Object.freeze({ onpush: onpush });",
      "const kaipush = { onpush: onpush };",
      "self.kaipush = { onpush: onpush }; kaipush.log = 'all';",
      "kaipush.onpush = onpush; self.kaipush = null;",
    ]) {
      const tested = await pushed(`${code} function onpush(message) { return { title: message.title + '!' }; }`);
      assert.deepEqual(tested.notifications.map((one) => one.title), ["Ada!"], code);
      assert.deepEqual(told(tested), [], code);
    }
  });

  test(`${system}: what was taken over is looked at once`, async () => {
    for (const name of ["var", "const", "self.kaipush = 0; var"]) {
      const tested = await start(`${name} kaipush = { deadline: Infinity };`);
      for (const title of ["Ada", "Ben"]) await tested.push({ title });
      assert.equal(tested.kaipush.deadline, 10000);
      assert.deepEqual(told(tested), ["deadline"], name);
    }
    const later = await start("kaipush.onpush = function () { self.kaipush = { deadline: 0, log: 'all' }; };");
    for (const title of ["Ada", "Ben", "Eve"]) await later.push({ title });
    assert.deepEqual([later.kaipush.deadline, later.notifications.length], [10000, 3]);
    // Each of the three objects.
    assert.deepEqual(told(later), ["deadline", "deadline", "deadline"]);
  });

  test(`${system}: what was wrong before kaipush came is told, too`, async () => {
    const entry = app(product, "");
    fs.writeFileSync(entry, `self.kaipush = { deadline: 0, owns: "some" };\n${fs.readFileSync(entry, "utf8")}`);
    const tested = await worker(entry, { system });
    await tested.push({ title: "Ada" });
    assert.deepEqual(told(tested).sort(), ["deadline", "owns"]);
    assert.deepEqual([tested.kaipush.deadline, tested.kaipush.owns], [10000, "all"]);
  });

  test(`${system}: what a handler sets in a constant counts from the next event on`, async () => {
    const tested = await start(`const kaipush = { onpush: function () { kaipush.fallback = { title: "Inbox" }; kaipush.deadline = "soon"; } };`);
    for (let push = 0; push < 3; push++) await tested.push({ body: "B", tag: String(push) });
    assert.deepEqual(tested.notifications.map((one) => one.title), ["New message", "Inbox", "Inbox"]);
    assert.equal(tested.kaipush.deadline, 10000);
  });

  test(`${system}: a deadline that a handler spoils costs no push`, async () => {
    for (const deadline of ["null", "NaN", "'abc'", "-1", "undefined"]) {
      const tested = await start(`kaipush.onpush = function () {
        kaipush.deadline = ${deadline};
        return new Promise(function (resolve) { setTimeout(resolve, 20, { title: "Own" }); });
      };`);
      for (const tag of ["a", "b"]) await tested.push({ title: "Ada", tag });
      assert.deepEqual(tested.notifications.map((one) => one.title), ["Own", "Own"], deadline);
      assert.ok(!tested.warnings.some((line) => /no answer/.test(line)), tested.warnings);
    }
  });

  test(`${system}: a deadline that is no time is ten seconds`, async () => {
    for (const deadline of ["Infinity", "3e9", "0", "null", "'abc'", "''", "'500'", "NaN", "-1", "[]"]) {
      const tested = await pushed(`kaipush.deadline = ${deadline};
        kaipush.onpush = function () { return new Promise(function (resolve) { setTimeout(resolve, 20, { title: 'Own' }); }); };`);
      assert.deepEqual([tested.kaipush.deadline, tested.notifications[0].title], [10000, "Own"], deadline);
      assert.deepEqual(told(tested), ["deadline"], deadline);
    }
    for (const deadline of [1, 2147483647, undefined]) {
      assert.deepEqual(told(await pushed(`kaipush.deadline = ${deadline};`)), [], deadline);
    }
  });

  test(`${system}: what is wrong is told once, and counts as not set`, async () => {
    const nothing = "function () {}";
    for (const [wrong, ...values] of [
      ["onpush", "true", "{}", "'onpush'"], ["onclose", "1"], ["onrequest", "'x'"], ["onsystemmessage", "[]"],
      ["owns", "'Marked'", "true", "['all']", "''"], ["log", "'verbose'", "false"], ["foreground", "'Hidden'", "true"],
      ["allow", "'https://help.example'", "{}", "[1]", "['help.example']", "['https://help.example', '/faq']", "['https://help.example', '']", "[['https://help.example']]"], ["start", "false"], ["content", "7", "[]", nothing],
      ["fallback", "'News'", "[]", "5"], ["fallback.title", "{ title: 7 }"], ["fallback.text", "{ text: 'News' }"],
      ["flood", "5", "'yes'", "[]"], ["flood.most", "{ most: NaN }", "{ most: -1 }", "{ most: '5' }"],
      ["flood.seconds", "{ seconds: Infinity }"], ["flood.text", "{ text: 1 }"], ["flood.max", "{ max: 5 }"],
      ["quiet", "'22-7'"], ["quiet.till", "{ from: '22:00', to: '7:00', till: '7:00' }"], ["unread", "true"],
      ["texts", "'de'", "[]"], ["language", "['de']"], ["skipWaiting", "'false'"], ["claim", "1"], ["onPush", nothing],
    ]) {
      for (const value of values) {
        const tested = await start(`kaipush.${wrong.split(".")[0]} = ${value};`);
        for (const title of ["Ada", "Ben"]) await tested.push({ title });
        assert.deepEqual(tested.notifications.map((one) => one.title).slice(-2), ["Ada", "Ben"], `${wrong} = ${value}`);
        assert.deepEqual(told(tested), [wrong], value);
      }
    }
  });

  test(`${system}: what may be set is not told`, async () => {
    const code = `kaipush.onpush = null; kaipush.onclose = function () {}; kaipush.owns = "all"; kaipush.fallback = { body: "B" };
      kaipush.allow = [" https://help.example/@52.5,13.4", "HTTP://a"]; kaipush.start = "/"; kaipush.log = "all"; kaipush.deadline = 5000; kaipush.content = "";
      kaipush.foreground = "hidden"; kaipush.flood = { seconds: 0, most: 0 }; kaipush.quiet = false; kaipush.unread = undefined;
      kaipush.texts = { en: {} }; kaipush.language = "en"; kaipush.skipWaiting = true; kaipush.claim = false;`;
    assert.deepEqual(told(await pushed(code)), []);
    assert.deepEqual(told(await pushed("kaipush.flood = true; kaipush.quiet = { from: '22:00', to: '7:00' };")), []);
  });

  test(`${system}: settings that can't be read or changed lose no push`, async () => {
    for (const code of [
      "kaipush.flood = Object.freeze({ most: NaN });",
      "Object.defineProperty(kaipush, 'content', { enumerable: true, get: function () { throw new Error('no'); } });",
      "kaipush.unread = Object.create(null);",
    ]) {
      const tested = await pushed(code);
      assert.deepEqual([tested.notifications.length, told(tested).length > 0], [1, true], code);
    }
  });
}
