// The little the level checks share: they take a level and files, and print their findings as JSON.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "acorn";

const [level, ...names] = process.argv.slice(2);
const border = names.indexOf("--");

/** Those behind a `--` are workers' scripts. */
export const workers = new Set(border < 0 ? [] : names.slice(border + 1));

export const files = names.filter((name) => name !== "--");

/** Runs `check(text, level, file)` on every file; it yields `[{ line, column }, text]`. */
export function report(check) {
  const problems = [];
  for (const file of files) {
    for (const [{ line, column }, text] of check(readFileSync(file, "utf8"), Number(level), file)) {
      problems.push({ file, line, column: column + 1, text });
    }
  }
  console.log(JSON.stringify(problems));
}

/** The tree of a script or module. */
export function tree(text, file, ecmaVersion) {
  const sourceType = file.endsWith(".mjs") ? "module" : "script";
  return parse(text, { ecmaVersion, sourceType, locations: true, allowHashBang: false });
}

/**
 * The tree of a file of any level, or where and why nobody can read it. What is no script may be a module: only
 * the page that loads it says which of both a `.js` is.
 */
export function anyTree(text, file) {
  const options = { ecmaVersion: "latest", locations: true, allowHashBang: true };
  const errors = [];
  for (const sourceType of file.endsWith(".mjs") ? ["module"] : ["script", "module"]) {
    try {
      return { program: parse(text, { ...options, sourceType }) };
    } catch (error) {
      if (!error.loc) throw error;
      errors.push(error);
    }
  }
  // As what it can be read further.
  const [error] = errors.sort((a, b) => b.pos - a.pos);
  return { problem: [error.loc, reason(error)] };
}

/** What acorn says, without the place. */
export function reason(error) {
  return error.message.replace(/ \(\d+:\d+\)$/, "");
}

/** A file's name without its folders. */
export { basename };
