// Does any file use what Firefox got only after the level's version?
//
// Told without types: a name counts if *everything* that has a member of this name is too new. Where
// old and new share a name, NEWER_HERE looks at what stands before the dot. Names that one of the
// files defines are the app's own. What Rust reaches by a string is not seen; what no Firefox has is
// left to the tests, which run in one.
import { readFileSync } from "node:fs";
import { simple } from "acorn-walk";
import { ALLOWED } from "./allowed.mjs";
import { globals, members, statics } from "./compat.mjs";
import { report, tree } from "./report.mjs";

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
for (const file of process.argv.slice(3)) define(tree(readFileSync(file, "utf8"), file, "latest"));

report(function* (text, firefox, file) {
  const program = tree(text, file, "latest");
  const declared = declarations(program);
  const found = [], called = new Set();

  simple(program, {
    CallExpression: ({ callee }) => called.add(callee),
  });
  simple(program, {
    Identifier(node) {
      if (!declared.has(node.name)) late(node, node.name, globals.get(node.name));
    },
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

  function late(node, name, version) {
    if (!(version > firefox && version < Infinity) || allowed(name, text)) return;
    found.push([node.loc.start, `${name}: needs Firefox ${version}, this has to run in Firefox ${firefox}`]);
  }
});

function define(program) {
  simple(program, {
    Property: ({ key, computed }) => !computed && defined.add(key.name ?? key.value),
    MethodDefinition: ({ key }) => defined.add(key.name),
    AssignmentExpression({ left }) {
      // `element.onclick = …` defines nothing: that name belongs to the browser.
      const name = left.type === "MemberExpression" && !left.computed && left.property.name;
      if (name && !name.startsWith("on")) defined.add(name);
    },
  });
}

/** Variables, parameters, functions, classes, and whatever is assigned to. */
function declarations(program) {
  const declared = new Set();
  const declare = ({ id }) => id && declared.add(id.name);
  simple(program, { VariablePattern: ({ name }) => declared.add(name), Function: declare, Class: declare });
  return declared;
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
