// Is every file written in the language of its level, 5 or 2015 and later?
import { parse } from "acorn";
import { basename, reason, report, tree } from "./report.mjs";

report(function* (text, level, file) {
  try {
    if (file.endsWith(".mjs")) scriptOf(text, file, level);
    else tree(text, file, level);
  } catch (error) {
    if (!error.loc) throw error;
    yield [error.loc, `${reason(error)}: not in ${name(level)}, which ${basename(file)} has to keep to`];
  }
});

/** A module is for bundlers, which read `export`; what they pass on to the engine is the rest. */
function scriptOf(text, file, level) {
  let rest = text;
  for (const { type, start, end, declaration } of tree(text, file, "latest").body) {
    if (type === "ExportNamedDeclaration" && declaration) {
      // `export ` is as long as seven blanks: places stay where they are.
      rest = rest.slice(0, start) + " ".repeat(declaration.start - start) + rest.slice(declaration.start);
    } else if (/^(Import|Export)/.test(type)) {
      rest = rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end);
    }
  }
  // Of ES2020, but only in modules: a name as long stands in for it.
  if (level >= 2020) rest = rest.replaceAll("import.meta", "import_meta");
  parse(rest, { ecmaVersion: level, sourceType: "script", locations: true });
}

function name(level) {
  return level === 5 ? "ES5" : `ES${level}`;
}
