// What the real `Push.create` refuses, and how it says so (src/js/config.rs).

import { wrong } from "./failure.js";
import { judgeKey } from "./key.js";

const PAGE = "https://app.example/index.html";
const PACKAGE_OF_2_5 = "app://stand-in/index.html";
const MOST_AGAIN = 99;

/** Throws what is wrong with a configuration, of an app on this platform. */
export function judge(config, platform) {
  if (typeof config !== "object" || config === null || Array.isArray(config)) throw wrong("no object");
  atLeast(config, "timeout", 1);
  atLeast(config, "eventsWithin", 0);
  judgeAsk(config.ask ?? {});
  const log = text(config, "log") ?? "warnings";
  const worker = text(config, "worker");
  if (worker === undefined) throw wrong("worker");
  const scope = text(config, "scope");
  const key = text(config, "key");
  if (key !== undefined) judgeKey(key);
  const [reportTo, eventsTo] = [text(config, "reportTo"), text(config, "eventsTo")];
  if (!["none", "warnings", "all"].includes(log)) throw wrong("log");
  for (const [name, url] of Object.entries({ worker, scope, reportTo, eventsTo })) {
    if (url?.trim() === "") throw wrong(`${name} is empty`);
  }
  for (const [name, url] of Object.entries({ reportTo, eventsTo })) {
    if (url !== undefined) judgeServer(name, url, base(platform));
  }
}

/** Where a page of the app lies. */
function base({ system, appType }) {
  const packaged = appType === "privileged" || appType === "certified";
  return system === "kaios2.5" && packaged ? PACKAGE_OF_2_5 : PAGE;
}

function text(object, name) {
  const value = object[name] ?? undefined;
  if (value !== undefined && typeof value !== "string") throw wrong(name);
  return value;
}

function atLeast(object, name, least) {
  const value = object[name] ?? least;
  if (typeof value !== "number" || !(value >= least)) throw wrong(name);
}

function judgeAsk(ask) {
  if (typeof ask !== "object" || Array.isArray(ask)) throw wrong("ask");
  const again = ask.again ?? [];
  if (!Array.isArray(again) || !again.slice(0, MOST_AGAIN).every(isWhole)) throw wrong("ask.again");
  for (const name of ["visits", "after"]) {
    if (!isWhole(ask[name] ?? 0)) throw wrong(`ask.${name}`);
  }
}

function isWhole(value) {
  return Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
}

function judgeServer(name, url, page) {
  const whole = resolved(url, page);
  if (!/^https?:\/\//.test(whole)) throw wrong(`${name} is ${whole || url}, which is no address of a server`);
}

// Not by `URL.canParse`, which the pages of some runners (jsdom) lack.
function resolved(url, page) {
  try {
    return new URL(url, page).href;
  } catch {
    return "";
  }
}
