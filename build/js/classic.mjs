// The ES module that wasm2js writes → a classic script that declares `asmFunc(imports)`.
import { parse } from "acorn";
import { full, simple } from "acorn-walk";
import { asText } from "./data.mjs";
import { edit, FRAME, main } from "./files.mjs";

await main((text) => {
  const tree = parse(text, { ecmaVersion: 2020, sourceType: "module" });
  const edits = [withoutModule(tree), safeLoads(tree, text), named(tree, text), frames(tree, text), asText(tree, text)];
  // Holds an address while a load waits for it (see safeLoads).
  return `var kaipushAddress = 0;\n${bySize(edit(text, edits.flatMap((some) => [...some])))}`;
});

/** Imports, exports and the one call of `asmFunc` belong to whoever starts the core. */
function* withoutModule(tree) {
  let instances = 0;
  for (const statement of tree.body) {
    const isInstance = statement.declarations?.[0]?.init?.callee?.name === "asmFunc";
    if (isInstance) instances += 1;
    if (isInstance || /^(Import|Export)/.test(statement.type)) yield [statement.start, statement.end, ""];
  }
  if (instances !== 1) throw new Error(`expected one call of asmFunc in what wasm2js wrote, found ${instances}`);
}

/**
 * JavaScript reads `HEAP32` before it evaluates the address. If the address comes from a call that
 * grows memory, the load goes to the old memory. wasm2js keeps stores apart from calls, but not loads.
 */
function* safeLoads(tree, text) {
  const loads = [], problems = [];
  simple(tree, {
    MemberExpression(node) {
      if (isHeap(node) && mayGrow(node.property)) loads.push(node);
    },
    AssignmentExpression(node) {
      if (isHeap(node.left) && (mayGrow(node.right) || mayGrow(node.left.property))) problems.push(node);
    },
  });
  if (problems.length > 0) {
    const { start, end } = problems[0];
    throw new Error(`a store waits for a call that may grow memory: ${text.slice(start, end)}`);
  }
  for (const { object, property, start, end } of loads) {
    // Two edits, not one: an address may hold another such load.
    yield [start, property.start, "(kaipushAddress = "];
    yield [property.end, end, `, ${object.name}[kaipushAddress])`];
  }
}

function isHeap(node) {
  return node.type === "MemberExpression" && node.computed && /^HEAP[FU]?\d+$/.test(node.object.name ?? "");
}

/** Whether a call inside is more than arithmetic: Math and wasm2js' own helpers never allocate. */
function mayGrow(node) {
  let found = false;
  simple(node, {
    CallExpression({ callee }) {
      found ||= !/^(Math_|__wasm_(?!memory_grow)|wasm2js_)/.test(callee.name ?? "");
    },
  });
  return found;
}

/** The memory and the trap get the classes of the stand-in. */
function* named(tree, text) {
  let memories = 0;
  const edits = [];
  simple(tree, {
    CallExpression({ callee, arguments: [prototype, members] }) {
      const grows = members?.properties?.some(({ key }) => key.value === "grow");
      if (text.slice(callee.start, callee.end) !== "Object.create" || !grows) return;
      memories += 1;
      edits.push([prototype.start, prototype.end, "WebAssembly.Memory.prototype"]);
    },
    FunctionDeclaration({ id, body }) {
      if (id.name !== "wasm2js_trap") return;
      edits.push([body.start, body.end, '{ throw new WebAssembly.RuntimeError("unreachable"); }']);
    },
  });
  if (memories !== 1) throw new Error(`expected one memory in what wasm2js wrote, found ${memories}`);
  yield* edits;
}

/**
 * What a function has on the stack, it reaches by one variable. Where that has one name in all functions,
 * gzip finds more that they have in common: 2 % of a worker. minify.mjs leaves this name as it is.
 */
function* frames(tree, text) {
  const functions = [];
  simple(tree, {
    FunctionDeclaration(node) {
      if (node.id.name !== "asmFunc") functions.push(node);
    },
  });
  for (const node of functions) {
    const frame = frameOf(node, text);
    if (frame === undefined) continue;
    const names = [];
    full(node, (inner) => {
      if (inner.type === "Identifier" && inner.name === frame) names.push(inner);
    });
    for (const { start, end } of names) yield [start, end, FRAME];
  }
}

/** `frame` of `frame = global$0 - 272 | 0`: the stack grows downwards, and its pointer is the only global number. */
function frameOf(node, text) {
  let frame;
  simple(node.body, {
    AssignmentExpression({ left, right }) {
      const grows = /^global\$\d+ - \d+ \| 0$/.test(text.slice(right.start, right.end));
      if (grows && left.type === "Identifier" && !left.name.startsWith("global$")) frame ??= left.name;
    },
  });
  return frame;
}

/**
 * The functions of the module, the smallest first: gzip looks back 32 KiB, and those of one size have more in common
 * than those that the linker put beside each other. It saves 0.5 % of a worker.
 */
function bySize(text) {
  const module = parse(text, { ecmaVersion: 2020 }).body.find(({ id }) => id?.name === "asmFunc");
  const functions = module.body.body.filter(({ type }) => type === "FunctionDeclaration");
  const sorted = [...functions].sort((one, other) => one.end - one.start - (other.end - other.start));
  return edit(text, functions.map(({ start, end }, at) => [start, end, text.slice(sorted[at].start, sorted[at].end)]));
}
