// What a module has in its memory from the start: base64, as wasm2js writes it → text, a character for each byte. So
// gzip sees what repeats, which is 1 to 2 % of a script, and a worker has less to do when it starts.
import { simple } from "acorn-walk";

const DECODE = "base64DecodeToExistingUint8Array", LOOKUP = "base64ReverseLookup";

/** The edits for that. */
export function* asText(tree, text) {
  const strings = [], functions = [];
  simple(tree, {
    CallExpression({ callee, arguments: [, , base64] }) {
      if (callee.name === DECODE) strings.push(base64);
    },
    FunctionDeclaration(node) {
      if (node.id.name === DECODE) functions.push(node);
    },
  });
  if (functions.length !== Math.min(strings.length, 1) || !strings.every(({ value }) => typeof value === "string")) {
    throw new Error(`expected one ${DECODE} of strings in what wasm2js wrote`);
  }
  for (const { start, end, value } of strings) {
    // JSON's escapes are JavaScript's; what is no ASCII the minifier escapes.
    yield [start, end, JSON.stringify(Buffer.from(value, "base64").toString("latin1"))];
  }
  for (const { start, end } of functions) {
    yield [start, end, `function ${DECODE}(memory, offset, text) {
      for (var i = 0; i < text.length; i++) memory[offset + i] = text.charCodeAt(i);
      return memory;
    }`];
  }
  for (const { type, start, end } of tree.body) {
    if (type !== "FunctionDeclaration" && text.slice(start, end).includes(LOOKUP)) yield [start, end, ""];
  }
}
