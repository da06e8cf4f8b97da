// The glue → the same with the names that binaryen gave to the module's imports and exports, one or
// two characters in the place of `__wbg_createObjectStore_04975f5b5e182bfb`. Imports that binaryen
// found unused go. The option is the file with what `--minify-imports-and-exports-and-modules` said.
import { readFileSync } from "node:fs";
import { parse } from "acorn";
import { simple } from "acorn-walk";
import { edit, main } from "./files.mjs";

// The name that binaryen gives to the one module of imports.
const MODULE = "a";

await main((text, [file]) => {
  const names = JSON.parse(readFileSync(file, "utf8"));
  const imports = new Map(names.imports.map(([, name, short]) => [name, short]));
  const exports = new Map(names.exports);
  const found = new Set();
  const edits = [];
  simple(parse(text, { ecmaVersion: "latest" }), {
    FunctionDeclaration({ id, body }) {
      if (id.name === "__wbg_get_imports") edits.push(...importsOf(body, text, imports, found));
    },
    MemberExpression({ object, property, computed }) {
      if (object.name !== "wasm") return;
      if (computed || !exports.has(property.name)) {
        throw new Error(`the glue uses wasm.${property.name ?? "[…]"}, which the module does not export`);
      }
      edits.push([property.start, property.end, exports.get(property.name)]);
    },
  });
  for (const name of imports.keys()) {
    if (!found.has(name)) throw new Error(`the glue has no import ${name}; see build/README.md, "The glue"`);
  }
  return edit(text, edits);
});

/** The object of functions gets short names, the object around it the module's. */
function* importsOf(body, text, imports, found) {
  for (const statement of body.body) {
    const object = statement.declarations?.[0]?.init ?? statement.argument;
    for (const { key, end } of object?.properties ?? []) {
      const name = key.name ?? key.value;
      if (key.type === "Literal") {
        yield [key.start, key.end, MODULE];
      } else if (imports.has(name)) {
        found.add(name);
        yield [key.start, key.end, imports.get(name)];
      } else if (name !== "__proto__") {
        // With the comma behind it.
        yield [key.start, end + /^\s*,?/.exec(text.slice(end))[0].length, ""];
      }
    }
  }
}
