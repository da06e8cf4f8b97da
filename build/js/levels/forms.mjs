// CSS that the data does not file under a name in the style sheet: forms of selectors, queries and
// values.
import { css } from "./compat.mjs";

const { color, length } = css.types;

/** What this part of a style sheet is called, and its entry; nothing if it is plain. `rule` is around it. */
export function form(node, rule) {
  const { type, name, value, children } = node;
  if (type === "Hash" && /^([\da-f]{4}){1,2}$/i.test(value)) {
    return [`#${value}`, color.rgb_hexadecimal_notation.alpha_hexadecimal_notation];
  }
  if (type === "Function" && /^(rgb|hsl)a?$/i.test(name)) return spelled(name.toLowerCase(), children.toArray());
  if (type === "Rule" && rule && rule !== node) return ["a rule inside a rule", css.selectors.nesting];
  if (type === "FeatureRange") return ["a range in a media query", css["at-rules"].media.range_syntax];
  if (type === "PseudoClassSelector" && name === "not" && children?.first?.children?.size > 1) {
    return [":not() of several", css.selectors.not.selector_list];
  }
  if (type === "Nth" && node.selector) return ["`of` in a selector", css.selectors["nth-child"].of_syntax];
  return [];
}

/** Since commas may be left out, `rgb` and `rgba` mean the same. */
function spelled(name, parts) {
  // What a variable stands for is not known here.
  if (parts.some((part) => part.type === "Function" && part.name === "var")) return [];
  const { space_separated_parameters: spaced, alpha_parameter: alpha } = color[name.slice(0, 3)];
  const commas = parts.filter((part) => part.type === "Operator" && part.value === ",").length;
  if (!commas) return [`${name}() without commas`, spaced];
  return commas === name.length - 1 ? [] : [`${name}() of ${commas + 1} values`, alpha];
}

/** A function stands among the types, or one level below (`rgb()` among colors). */
export function named(name) {
  const types = Object.values(css.types);
  return css.types[name] ?? types.map((type) => type[name] ?? type[`${name}-function`]).find((entry) => entry?.__compat);
}

const VIEWPORTS = { d: "dynamic", l: "large", s: "small" };

/** Units that came together share an entry. */
export function unit(name) {
  const viewport = VIEWPORTS[name.match(/^([dls])v(w|h|i|b|min|max)$/)?.[1]];
  if (viewport) return length[`viewport_percentage_units_${viewport}`];
  return length[name] ?? (/^cq/.test(name) ? length.container_query_length_units : undefined);
}
