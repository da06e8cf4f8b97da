// The app's worker with the real kaipush of each product, on each system.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { worker } from "./index.js";
import { app, folder, ROOT, SYSTEMS } from "./support/app.js";

const CHAT = { title: "Ada", body: "See you", tag: "chat-7", url: "/#/chat/7", data: { chat: 7 } };

for (const [system, product] of Object.entries(SYSTEMS)) {
  const start = (code, options) => worker(app(product, code), { system, ...options });

  test(`${system}: a handler's answer is shown, with the push's tag, url and data`, async () => {
    const tested = await start("kaipush.onpush = function (message) { return { title: message.title + '!', body: message.payload.body }; };");
    await tested.push(CHAT);
    const [shown] = tested.notifications;
    assert.equal(tested.notifications.length, 1);
    assert.deepEqual([shown.title, shown.body, shown.tag, shown.data], ["Ada!", "See you", "chat-7", { chat: 7 }]);
  });

  test(`${system}: garbage, nothing and text end in a notification each`, async () => {
    const tested = await start("kaipush.fallback = { title: 'News', body: 'Open the app' };");
    await tested.push("{\"title\": \"cut o");
    await tested.push();
    await tested.push("Hello");
    assert.deepEqual(tested.notifications.map((one) => [one.title, one.body]),
      [["News", "Open the app"], ["News", "Open the app"], ["News", "Hello"]]);
    assert.ok(tested.warnings.some((text) => text.includes("payload-broken")), tested.warnings);
  });

  test(`${system}: what the core can't show is read alike by the shim`, async () => {
    const refuse = `var show = registration.showNotification;
      function refuses() { registration.showNotification = show; return Promise.reject(new Error("refused")); }
      self.addEventListener("push", function () { if (kaipush.language === "refuse") registration.showNotification = refuses; });`;
    const tested = await start(`kaipush.fallback = { title: "News", body: "Open the app" };\n${refuse}`);
    const show = async (payload) => {
      await tested.push(payload);
      return tested.notifications.map((one) => [one.title, one.body]).at(-1);
    };
    for (const [payload, title, body] of [
      ["Hello", "News", "Hello"], ["  ", "News", "Open the app"], [undefined, "News", "Open the app"],
      ["null", "News", "Open the app"], ["42", "News", "42"], ["true", "News", "true"], ['"Hello"', "News", "Hello"],
      ['""', "News", "Open the app"], ['"null"', "News", "Open the app"], ['["Ada", 2]', "News", "Open the app"],
      ["[1, 2]", "News", "[1, 2]"], ["[[1]]", "News", "Open the app"], [' [{"title"', "News", "Open the app"], ["[CI] failed", "News", "[CI] failed"], ["[2] new", "News", "[2] new"],
      ['{"title": "Ada", "notification": {"id": 7}}', "Ada", "Open the app"], ['{"body": "B", "notification": {"id": 7}}', "News", "B"],
      ['{"title": "T", "notification": {"title": "Ada"}}', "Ada", "Open the app"], ['{"title": null, "notification": {"id": 7}}', "News", "Open the app"],
      ['{"title": "T", "notification": {"body_loc_key": "b"}}', "News", "Open the app"],
      [' {"title": "cut o', "News", "Open the app"], [JSON.stringify('{"title":"Ada"}'), "Ada", "Open the app"],
    ]) {
      // With a title of its own the core needs no words; the shim takes no such care.
      const core = title === "Ada" ? undefined : body;
      assert.deepEqual([(await show(payload))[0], (await show(payload))[1] || undefined], [title, core], payload);
      tested.kaipush.language = "refuse";
      assert.deepEqual(await show(payload), [title, body], payload);
      assert.ok(tested.warnings.includes("kaipush: push-failed: refused"));
      tested.kaipush.language = undefined;
    }
  });

  test(`${system}: a handler that throws leaves the default, and is told`, async () => {
    const tested = await start("kaipush.onpush = function () { throw new Error('no such chat'); };");
    await tested.push(CHAT);
    assert.deepEqual(tested.notifications.map((one) => one.title), ["Ada"]);
    assert.ok(tested.warnings.includes("kaipush: handler-failed: no such chat"), tested.warnings);
  });

  test(`${system}: a handler that shows its own and ends in no words has shown that one`, async () => {
    const shows = "self.registration.showNotification('Own')";
    for (const answer of [
      `Promise.all([${shows}, 1])`, `${shows}.then(function () { return new Response("", { status: 201 }); })`,
      `${shows}.then(function () { return { ok: true }; })`, `${shows}.then(function () { return new Date(); })`,
      `${shows}.then(function () { return function () {}; })`, `(${shows}, { get title() { throw 1; } })`,
    ]) {
      const tested = await start(`kaipush.onpush = function () { return ${answer}; };`);
      await tested.push(CHAT);
      assert.deepEqual(tested.notifications.map((one) => one.title), ["Own"], answer);
      assert.ok(!tested.warnings.some((line) => line.includes("handler-failed")), tested.warnings);
    }
    const besides = await start(`kaipush.onpush = function () { return ${shows}.then(function () { return { body: "Besides" }; }); };`);
    await besides.push(CHAT);
    assert.deepEqual(besides.notifications.map((one) => one.body), ["", "Besides"]);
  });

  test(`${system}: an empty address leads nowhere else than none`, async () => {
    for (const [code, push] of [["", { url: "" }], ["kaipush.onpush = function () { return { url: '' }; };", { url: "/x" }]]) {
      const tested = await start(`kaipush.start = "start.html"; ${code}`);
      tested.open("/#/list", { visible: false });
      await tested.push({ title: "Ada", ...push });
      await tested.click();
      assert.equal(tested.launches[0].url, undefined);
    }
  });

  test(`${system}: a handler that is null is none, and onrequest may give null`, async () => {
    const fetch = () => new Response(null, { status: 204 });
    const push = { ...CHAT, actions: [{ action: "like", title: "Like", post: "/likes" }] };
    for (const code of ["kaipush.onpush = kaipush.onclose = kaipush.onsystemmessage = kaipush.onrequest = null;",
      "kaipush.onrequest = function () { return null; };"]) {
      const tested = await start(code, { fetch });
      await tested.push(push);
      await tested.click(undefined, "like");
      if (system !== "kaios2.5") await tested.systemMessage("alarm");
      assert.deepEqual(tested.requests.map(({ method, url }) => [method, url]), [["POST", "https://app.example/likes"]]);
      // Without a storage kaipush says so.
      assert.deepEqual(tested.warnings.filter((line) => !/store-failed|storage-refused/.test(line)), [], code);
    }
  });

  test(`${system}: a handler that hangs leaves the default after half of the deadline`, async () => {
    const tested = await start("kaipush.onpush = function () { return new Promise(function () {}); };");
    tested.kaipush.deadline = 40;
    await tested.push(CHAT);
    assert.deepEqual(tested.notifications.map((one) => one.title), ["Ada"]);
  });

  test(`${system}: a click opens the app the system's way, with the launch`, async () => {
    const tested = await start();
    await tested.push(CHAT);
    await tested.click();
    assert.deepEqual(tested.notifications, []);
    const [opened] = tested.opened;
    assert.equal(opened.how, system === "kaios2.5" ? "openApp" : "openWindow");
    if (opened.how === "openApp") assert.deepEqual(JSON.parse(opened.msg).data, { chat: 7 });
    else assert.equal(opened.url, "https://app.example/#/chat/7");
    assert.deepEqual(tested.launches.map(({ title, data, via }) => ({ title, data, via })),
      [{ title: "Ada", data: { chat: 7 }, via: system === "kaios2.5" ? "openapp" : "url" }]);
    assert.equal(tested.pages.length, 1);
  });

  test(`${system}: a click brings an open page to the front and tells it`, async () => {
    const tested = await start();
    const page = tested.open("/#/list", { visible: false });
    await tested.push(CHAT);
    await tested.click(tested.notifications[0]);
    assert.deepEqual(tested.opened, []);
    assert.ok(page.visible && page.focused);
    assert.deepEqual(page.launches.map(({ data, via }) => ({ data, via })), [{ data: { chat: 7 }, via: "message" }]);
    assert.deepEqual(page.messages, []);
  });

  test(`${system}: a tag replaces, and the count of the unread is in the title`, async () => {
    const tested = await start("kaipush.unread = '{title} ({count})';");
    await tested.push({ ...CHAT, id: "m1" });
    await tested.push({ ...CHAT, id: "m2" });
    assert.deepEqual(tested.notifications.map((one) => one.title), ["Ada (2)"]);
    await tested.click();
    assert.equal(tested.launches[0].count, 2);
  });

  test(`${system}: texts are in the user's language`, async () => {
    const code = "kaipush.texts = { en: { chat: '{0} wrote' }, de: { chat: '{0} hat geschrieben' } };";
    const tested = await start(code, { language: "de-AT" });
    await tested.push({ title_loc_key: "chat", title_loc_args: ["Ada"] });
    assert.equal(tested.notifications[0].title, "Ada hat geschrieben");
  });

  test(`${system}: without storage it works and says so`, async () => {
    const tested = await start();
    await tested.push(CHAT);
    assert.equal(tested.notifications.length, 1);
    assert.ok(tested.warnings.includes("kaipush: store-failed: received"), tested.warnings);
  });

  test(`${system}: a button posts, and waits where there is no network`, async () => {
    const push = { ...CHAT, actions: [{ action: "like", title: "Like", post: "/likes" }] };
    const refused = await start();
    await refused.push(push);
    await refused.click(undefined, "like");
    assert.deepEqual(refused.requests.map(({ method, url }) => [method, url]), [["POST", "https://app.example/likes"]]);
    assert.ok(refused.warnings.some((text) => text.includes("answer-failed")), refused.warnings);
    const answered = await start("", { fetch: () => new Response(null, { status: 204 }) });
    await answered.push(push);
    await answered.click(undefined, "like");
    assert.equal(JSON.parse(answered.requests[0].body).action, "like");
    assert.deepEqual(answered.opened, []);
    assert.ok(!answered.warnings.some((text) => text.includes("answer-failed")), answered.warnings);
    await answered.push(push);
    await assert.rejects(answered.click(undefined, "lik"), /"Ada" has no button "lik"; it has like\./);
  });

  test(`${system}: an empty push fetches its content`, async () => {
    const fetch = (url) => (url.endsWith("/latest") ? Response.json({ title: "Fetched" }) : undefined);
    const tested = await start("kaipush.content = '/latest';", { fetch });
    await tested.push();
    assert.equal(tested.notifications[0].title, "Fetched");
  });

  test(`${system}: requests and redirects count from the worker's address, as fetch does`, async () => {
    const code = `self.addEventListener("message", function (event) {
      var request = new Request("likes", { method: "POST" });
      var again = new Request(request);
      event.waitUntil(fetch(again).then(function (answer) {
        var moved = Response.redirect("/moved", 301);
        console.log(request instanceof Request, answer instanceof Response, moved.status, moved.headers.get("location"));
      }));
    });`;
    const tested = await start(code, { scope: "https://app.example/in/", fetch: () => new Response("") });
    await tested.open().post("go");
    assert.deepEqual(tested.requests.map(({ method, url }) => [method, url]), [["POST", "https://app.example/in/likes"]]);
    assert.deepEqual(tested.console.map(({ text }) => text), ["true true 301 https://app.example/moved"]);
  });

  test(`${system}: the app's own messages travel both ways`, async () => {
    const tested = await start("self.addEventListener('message', function (event) { event.source.postMessage({ got: event.data }); });");
    const page = tested.open();
    await page.post([1, { two: 2 }]);
    assert.deepEqual(page.messages, [{ got: [1, { two: 2 }] }]);
  });

  test(`${system}: the small worker runs, too`, async () => {
    const tested = await worker(app(product, "", "sw-small.js"), { system });
    await tested.push(CHAT);
    await tested.click();
    assert.equal(tested.launches.length, 1);
    // It writes nothing down.
    assert.deepEqual(tested.warnings, []);
  });

  test(`${system}: the template's own worker`, async () => {
    const made = app(product);
    // As `kaipush build` does.
    const name = /"(.*)"/.exec(fs.readFileSync(made, "utf8"))[1];
    const own = fs.readFileSync(path.join(ROOT, "app-template/sw.js"), "utf8").replaceAll("kaipush-sw.js", name);
    fs.writeFileSync(made, own);
    const tested = await worker(made, { system });
    await tested.push(CHAT);
    await tested.click();
    assert.equal(tested.launches[0].title, "Ada");
  });
}

test("a packaged app of 4.0 gets the js core, where WebAssembly is refused", async () => {
  const scope = "http://inbox.localhost/";
  const tested = await worker(app("kaios3"), { system: "kaios4", scope });
  await tested.push(CHAT);
  assert.equal(tested.notifications[0].title, "Ada");
  const bare = path.join(folder(), "sw.js");
  fs.writeFileSync(bare, "new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));");
  await assert.rejects(worker(bare, { system: "kaios4", scope }), /CompileError/);
  await worker(bare, { system: "kaios4" });
});

test("a package of 3 and 4 is opened at a page, for it has none at its root", async () => {
  for (const system of ["kaios3", "kaios4"]) {
    for (const [code, page] of [["", "index.html"], ["kaipush.start = 'start.html';", "start.html"]]) {
      const tested = await worker(app("kaios3", code), { system, scope: "http://inbox.localhost/" });
      await tested.push({ title: "Ada" });
      await tested.click();
      assert.deepEqual(tested.opened.map(({ url }) => url), [`http://inbox.localhost/${page}`]);
    }
  }
});

test("system messages reach the app on 3, and are none of 2.5's", async () => {
  const code = "kaipush.onsystemmessage = function (message) { console.log(message.name, message.data.count); };";
  const tested = await worker(app("kaios3", code), { system: "kaios3" });
  await tested.systemMessage("alarm", { count: 2 });
  assert.ok(tested.console.some(({ text }) => text === "alarm 2"));
  const old = await worker(app("kaios25", code), { system: "kaios2.5" });
  await assert.rejects(old.systemMessage("alarm"), /mozSetMessageHandler/);
});

test("the small worker says that it takes no system messages", async () => {
  const tested = await worker(app("kaios3", "", "sw-small.js"), { system: "kaios3" });
  await tested.systemMessage("alarm", { count: 2 });
  assert.deepEqual(tested.warnings, ["kaipush: systemmessage-failed: this worker takes none, the full one does"]);
});

test("a lost subscription is told", async () => {
  const tested = await worker(app("kaios3", "self.addEventListener('pushsubscriptionchange', function () { console.log('lost'); });"));
  await tested.loseSubscription();
  assert.ok(tested.console.some(({ text }) => text === "lost"));
});
