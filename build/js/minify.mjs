// Minifies with terser: `5` or `2020`, and `module` for an ES module.
import { minify } from "terser";
import { main } from "./files.mjs";

await main(async (text, [ecma, kind]) => {
  const { code } = await minify(text, {
    ecma: Number(ecma),
    module: kind === "module",
    // A page without a charset is windows-1252: only ASCII reads alike everywhere.
    format: { ascii_only: true, ecma: Number(ecma) },
    compress: { ecma: Number(ecma), passes: 2 },
    mangle: true,
  });
  return `${code}\n`;
});
