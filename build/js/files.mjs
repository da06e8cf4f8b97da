// The little all scripts share: arguments `input output [option…]`, errors as one line, a name.
import { readFileSync, writeFileSync } from "node:fs";

/** The name of a function's frame in a js core; it is not to be mangled. */
export const FRAME = "$";

/** Runs `transform(text, options)` from the input file to the output file. */
export async function main(transform) {
  const [input, output, ...options] = process.argv.slice(2);
  try {
    writeFileSync(output, await transform(readFileSync(input, "utf8"), options));
  } catch (error) {
    fail(`${input}: ${error.message}`);
  }
}

/** Says what is wrong and ends the process. */
export function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Applies `[start, end, replacement]` edits that do not overlap. */
export function edit(text, edits) {
  let result = text;
  for (const [start, end, replacement] of edits.sort((a, b) => b[0] - a[0])) {
    result = result.slice(0, start) + replacement + result.slice(end);
  }
  return result;
}
