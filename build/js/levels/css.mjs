// Does any style sheet use a property, keyword, function, unit, selector or at-rule that Firefox got
// only after the level's version?
import { parse, walk } from "css-tree";
import { aliases, css, since } from "./compat.mjs";
import { form, named, unit } from "./forms.mjs";
import { report } from "./report.mjs";

report(function* (text, firefox) {
  const found = [];
  const broken = (error) => found.push([{ line: error.line, column: error.column - 1 }, `${error.message}: an old engine skips what it cannot read`]);
  walk(parse(text, { positions: true, onParseError: broken }), {
    enter(node) {
      if (node.type === "Atrule") late(node, `@${node.name}`, css["at-rules"][node.name]);
      if (node.type === "PseudoClassSelector") late(node, `:${node.name}`, css.selectors[node.name]);
      if (node.type === "PseudoElementSelector") late(node, `::${node.name}`, css.selectors[node.name]);
      // Of at-rules like @font-face the data knows what stands in them.
      const inside = !this.rule && css["at-rules"][this.atrule?.name];
      if (node.type === "Declaration") declaration(node, inside?.[node.property]);
      else late(node, ...form(node, this.rule));
    },
  });
  yield* found;

  function declaration(node, descriptor) {
    if (node.property.startsWith("--")) return late(node, "a custom property", css.properties["custom-property"]);
    const property = descriptor ?? css.properties[node.property] ?? css.properties[aliases.get(node.property)];
    // A prefixed property stands beside the plain one for other engines; they skip what they don't know.
    if (node.property.startsWith("-")) return;
    if (!property) return found.push([place(node), `${node.property}: no property that MDN's data knows`]);
    if (!aliases.has(node.property)) late(node, node.property, property);
    walk(node.value, (part) => {
      const keyword = property[part.name] ?? css.types.global_keywords[part.name];
      if (part.type === "Identifier") late(part, `${node.property}: ${part.name}`, keyword);
      if (part.type === "Function") late(part, `${part.name}()`, named(part.name));
      if (part.type === "Dimension") late(part, `the unit ${part.unit}`, unit(part.unit));
    });
  }

  function late(node, name, entry) {
    const version = since(entry);
    if (version > firefox) {
      const needs = version === Infinity ? "no Firefox has it" : `needs Firefox ${version}`;
      found.push([place(node), `${name}: ${needs}, this has to run in Firefox ${firefox}`]);
    }
  }
});

function place(node) {
  return { line: node.loc.start.line, column: node.loc.start.column - 1 };
}
