// wasm-bindgen's no-modules glue → glue that is only ever started by `initSync`.
// With the option `js-core`, views of the memory are also compared with the memory's own buffer.
import { parse } from "acorn";
import { simple } from "acorn-walk";
import { edit, main } from "./files.mjs";

/** Its callers always give a module, in an object, and once: the tests for all else go. */
const START = `function initSync(options) {
  var instance = new WebAssembly.Instance(options.module, __wbg_get_imports());
  return __wbg_finalize_init(instance, options.module);
}`;

await main((text, options) => {
  const tree = parse(text, { ecmaVersion: "latest" });
  const body = bodyOf(tree);
  const edits = [...withoutLoader(body, text), watchedExports(body)];
  if (options.includes("js-core")) edits.push(...freshViews(body, text));
  return edit(text, edits);
});

/** The statements inside `let wasm_bindgen = (function(exports) { … })(…)`. */
function bodyOf(tree) {
  const [declaration] = tree.body;
  const { id, init } = declaration?.declarations?.[0] ?? {};
  if (tree.body.length !== 1 || id?.name !== "wasm_bindgen" || init?.callee?.type !== "FunctionExpression") {
    throw new Error("this is not the no-modules glue this build knows; see build/README.md, \"The glue\"");
  }
  return init.callee.body.body;
}

/**
 * Nobody here waits for a module to be fetched, and `async function` is a syntax error in Gecko 48:
 * the asynchronous half goes, and so does the script's own address, which only that half used.
 */
function* withoutLoader(body, text) {
  const found = new Set();
  for (const statement of body) {
    const name = statement.id?.name ?? statement.declarations?.[0]?.id.name;
    if (name === "__wbg_load" || name === "__wbg_init" || name === "script_src" || isScriptAddress(statement)) {
      found.add(name ?? "document.currentScript");
      yield [statement.start, statement.end, ""];
    } else if (name === "initSync") {
      if (!/__wbg_finalize_init\(instance, module\);\s*}$/.test(text.slice(statement.start, statement.end))) {
        throw new Error(`initSync does not end as this build knows it; see build/README.md, "The glue"`);
      }
      found.add(name);
      yield [statement.start, statement.end, START];
    } else if (statement.type === "ReturnStatement") {
      found.add("return");
      yield [statement.start, statement.end, "return Object.assign(exports, { initSync });"];
    }
  }
  for (const name of ["__wbg_load", "__wbg_init", "initSync", "script_src", "document.currentScript", "return"]) {
    if (!found.has(name)) throw new Error(`the glue has no ${name}; see build/README.md, "The glue"`);
  }
}

/** All that the glue calls in the module goes through build/js/watched.js. */
function watchedExports(body) {
  const finalize = body.find((statement) => statement.id?.name === "__wbg_finalize_init");
  const assignment = finalize?.body.body.find(({ expression }) => expression?.left?.name === "wasm");
  if (!assignment) throw new Error(`the glue does not keep the module's exports; see build/README.md, "The glue"`);
  const { start, end } = assignment.expression.right;
  return [start, end, "kaipushWatched(instance.exports, died)"];
}

function isScriptAddress(statement) {
  return statement.type === "IfStatement"
    && statement.consequent.body?.[0]?.expression?.left?.name === "script_src";
}

/**
 * wasm2js grows memory by making a new ArrayBuffer. The old one is not detached, so the glue's own
 * tests (`byteLength === 0`, `buffer.detached`) never notice, and it goes on in the old memory: data
 * is lost in silence. A view is good only as long as its buffer is the memory's.
 */
function* freshViews(body, text) {
  const tests = [];
  for (const getter of body.filter((statement) => /^get\w+Memory\d+$/.test(statement.id?.name ?? ""))) {
    const check = getter.body.body[0];
    const assignment = check?.consequent?.body?.[0]?.expression;
    const view = assignment?.left?.name;
    if (check?.type !== "IfStatement" || !/^cached\w+Memory\d+$/.test(view ?? "")) {
      throw new Error(`${getter.id.name} does not look like a cached view any more; see build/README.md, "The glue"`);
    }
    tests.push([check.start, getter.end]);
    yield [check.test.start, check.test.end, `${view} === null || ${view}.buffer !== wasm.memory.buffer`];
  }
  // A view made anywhere else would not be compared with anything.
  simple({ type: "Program", body }, {
    MemberExpression(node) {
      if (text.slice(node.start, node.end) !== "wasm.memory.buffer") return;
      if (!tests.some(([start, end]) => start <= node.start && node.end <= end)) {
        throw new Error(`the glue reads wasm.memory.buffer outside its cached views; see build/README.md, "The glue"`);
      }
    },
  });
}
