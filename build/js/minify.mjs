// Minifies with terser: `5` or `2020`, and `module` for an ES module.
import { minify } from "terser";
import { FRAME, main } from "./files.mjs";

await main(async (text, [ecma, kind]) => {
  // ES5 is what js cores are: where their variables are not looked through, more repeats for gzip, 1 %.
  const hasJsCore = ecma === "5";
  const { code } = await minify(text, {
    ecma: Number(ecma),
    module: kind === "module",
    // A page without a charset is windows-1252: only ASCII reads alike everywhere.
    format: { ascii_only: true, ecma: Number(ecma) },
    compress: {
      ecma: Number(ecma),
      passes: 2,
      reduce_vars: !hasJsCore,
      // Beside a js core there is never the other one: the way to it goes.
      global_defs: hasJsCore ? { kaipushWasmCore: undefined } : {},
    },
    mangle: { reserved: hasJsCore ? [FRAME] : [] },
  });
  return `${code}\n`;
});
