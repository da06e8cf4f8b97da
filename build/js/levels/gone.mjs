// `gone.mjs VERSION`: the names that Firefox got only after this version, as JSON with a line for
// each object. `gone.mjs VERSION kept`: those it had, in the same form.
import { names } from "./names.mjs";

/** What ended before this version is in no Firefox that anyone starts today. */
const TODAY = 140;

/**
 * Gone as a global, but its prototype is still met: `[].values()` inherits from it, and an event
 * reaches its handlers whatever its class. Before there was a MediaQueryListEvent, its handlers got
 * the list itself, which has the same two members.
 */
const STILL_MET = /^Iterator$|^(?!MediaQueryList).*Event$/;

const [firefox, kept] = [Number(process.argv[2]), process.argv[3] === "kept"];
const all = names();

const had = (spans) => spans.some(({ from, to = Infinity }) => from <= firefox && firefox < to);
const came = (spans) => spans.some(({ from, to = Infinity }) => from > firefox && from < Infinity && to > TODAY);
const isGone = (spans = []) => !had(spans) && came(spans);
const wanted = kept ? had : isGone;

/** What goes with the object it hangs on needs no mention of its own. */
function isMet(kind, owner) {
  const [first, second] = owner.split(".");
  if (!kept && STILL_MET.test(owner)) return true;
  const parts = [all.globals[""][first], second && all[kind][first]?.[second]];
  return parts.every((spans) => !spans || (kept ? had(spans) : !isGone(spans)));
}

const sorted = (names) => Object.keys(names).filter((name) => wanted(names[name])).sort();
const lines = (list) => list.map((line) => `\n${line}`).join(",");

function objects(kind) {
  const rows = [];
  for (const owner of Object.keys(all[kind]).sort()) {
    const found = isMet(kind, owner) ? sorted(all[kind][owner]) : [];
    if (found.length) rows.push(`${JSON.stringify(owner)}: ${JSON.stringify(found.join(" "))}`);
  }
  return `{${lines(rows)}\n}`;
}

function list(kind, names) {
  return `${JSON.stringify(kind)}: [${lines(names.map((name) => JSON.stringify(name)))}\n]`;
}

// Where the global itself is too new, workers need no rule of their own.
const globals = sorted(all.globals[""]);
const workers = sorted(all.workers[""]).filter((name) => had(all.globals[""][name]));

console.log(`{
"firefox": ${firefox},
${list("globals", globals)},
${list("workers", workers)},
${list("handlers", sorted(all.handlers[""]))},
"members": ${objects("members")},
"statics": ${objects("statics")},
"builtins": ${objects("builtins")}
}`);
