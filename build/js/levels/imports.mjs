// `imports.mjs FOLDER FILE…`: these workers of the app in the folder and the scripts they import, as
// a list of real paths in JSON. What is not there, or on another server, is passed over.
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { simple } from "acorn-walk";
import { tree } from "./report.mjs";

const [root, ...workers] = process.argv.slice(2);
const found = new Set();
for (const worker of workers) follow(worker, dirname(worker));
console.log(JSON.stringify([...found]));

/** An imported script's own imports are found from where the worker lies. */
function follow(path, folder) {
  if (!existsSync(path) || !statSync(path).isFile()) return;
  const file = realpathSync(path);
  if (found.has(file)) return;
  found.add(file);
  for (const name of imported(readFileSync(file, "utf8"), file)) {
    const path = name.replace(/[?#].*/, "");
    if (!/^\w+:|^\/\//.test(path)) follow(path.startsWith("/") ? join(root, path) : join(folder, path), folder);
  }
}

/** The names in its calls of `importScripts`. */
function imported(text, file) {
  const names = [];
  try {
    simple(tree(text, file, "latest"), {
      CallExpression({ callee, arguments: values }) {
        if ((callee.property ?? callee).name !== "importScripts") return;
        names.push(...values.map(({ value }) => value).filter((value) => typeof value === "string"));
      },
    });
  } catch (error) {
    // What can't be read is for the check of its syntax to say.
    if (!error.loc) throw error;
  }
  return names;
}
