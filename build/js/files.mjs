// The little all scripts share: arguments `input output [option…]`, and errors as one line.
import { readFileSync, writeFileSync } from "node:fs";

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
