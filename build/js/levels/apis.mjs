// Does any file use what Firefox got only after the level's version?
//
// Told without types: a name counts if *everything* that has a member of this name is too new. Where
// old and new share a name, NEWER_HERE looks at what stands before the dot. Names that one of the
// files defines are the app's own. What Rust reaches by a string is not seen; what no Firefox has is
// left to the tests, which run in one.
//
// What only pages have is an error in a worker, unless the same script asks for it by `typeof`.
import { readFileSync } from "node:fs";
import { simple } from "acorn-walk";
import { ALLOWED } from "./allowed.mjs";
import { constructors, globals, members, pageOnly, statics } from "./compat.mjs";
import { declarations, properties, topLevel } from "./declared.mjs";
import { anyTree, files, report, workers } from "./report.mjs";

/** Names whose old and new owners can be told apart by the expression before the dot. */
const NEWER_HERE = [
  { names: ["forEach", "keys", "values", "entries"], of: /(querySelectorAll\(\)|childNodes)$/, owner: "NodeList" },
  {
    names: ["append", "prepend", "replaceWith", "before", "after", "replaceChildren"],
    of: /(querySelector|getElementById|createElement|closest)\(\)$|(body|head|documentElement|parentNode|firstChild)$/,
    owner: "Element",
  },
];

/** Properties that any of the files defines, and so means when it says their name. */
const defined = new Set();

/** Global names that one of the scripts makes, for all that run beside it. */
const made = { page: new Set(), worker: new Set() };

for (const file of files) {
  const { program } = anyTree(readFileSync(file, "utf8"), file);
  if (!program) continue;
  properties(program, defined);
  topLevel(program, made[place(file)]);
}

report(function* (text, firefox, file) {
  const { program, problem } = anyTree(text, file);
  if (problem) return yield problem;
  const scope = globals[place(file)];
  const declared = new Set([...made[place(file)], ...declarations(program)]);
  const found = [], called = new Set(), asked = new Set();

  simple(program, {
    CallExpression: ({ callee }) => called.add(callee),
    UnaryExpression: ({ operator, argument }) => operator === "typeof" && asked.add(argument.name),
  });
  simple(program, {
    Identifier(node) {
      const { name } = node;
      if (declared.has(name)) return;
      if (!workers.has(file) || !pageOnly.has(name)) return late(node, name, scope.get(name));
      if (!asked.has(name)) found.push([node.loc.start, `${name}: only pages have it, and this runs in a service worker`]);
    },
    NewExpression: ({ callee }) => constructed(callee),
    Class: ({ superClass }) => superClass && constructed(superClass),
    MemberExpression(node) {
      const { object, property, computed } = node;
      const name = computed ? property.type === "Literal" && property.value : property.name;
      if (typeof name !== "string" || defined.has(name)) return;
      const path = object.type === "Identifier" && !declared.has(object.name) && `${object.name}.${name}`;
      if (path && statics.has(path)) late(property, path, statics.get(path));
      else late(property, name, earliest(name, object, called.has(node)));
    },
    // `"name" in object` is a question, not a use; a pattern is a use.
    ObjectPattern({ properties }) {
      for (const { key } of properties) {
        if (key?.name && !defined.has(key.name)) late(key, key.name, earliest(key.name));
      }
    },
  });
  yield* found;

  // Where the name itself is too new, that is said of the name.
  function constructed(node) {
    const { name } = node;
    if (!declared.has(name) && !(scope.get(name) > firefox)) late(node, `new ${name}`, constructors.get(name));
  }

  function late(node, name, version) {
    if (!(version > firefox && version < Infinity) || allowed(name, text)) return;
    found.push([node.loc.start, `${name}: needs Firefox ${version}, this has to run in Firefox ${firefox}`]);
  }
});

function place(file) {
  return workers.has(file) ? "worker" : "page";
}

/** The first Firefox where anything has a member of this name, or what stands before the dot has. */
function earliest(name, object, isCalled) {
  const all = members.get(name) ?? [];
  const rule = object && NEWER_HERE.find(({ names, of }) => names.includes(name) && of.test(shape(object)));
  const fitting = rule ? all.filter(({ owner }) => owner === rule.owner) : all;
  // The language's own newer members are methods: `entry.at` is a field, `list.at()` is a use.
  if (object && !isCalled && fitting.every(({ builtin }) => builtin) && !shape(object).endsWith("prototype")) return 0;
  return Math.min(...fitting.map(({ version }) => version ?? 0));
}

/** `document.querySelector("a").parentNode` → `document.querySelector().parentNode`. */
function shape(node) {
  if (node.type === "Identifier") return node.name;
  if (node.type === "MemberExpression") return `${shape(node.object)}.${node.property.name ?? ""}`;
  if (node.type === "CallExpression") return `${shape(node.callee)}()`;
  return "";
}

function allowed(name, text) {
  const last = name.split(".").pop();
  return ALLOWED.some((entry) => (entry.name === name || entry.name === last) && (!entry.guard || entry.guard.test(text)));
}
