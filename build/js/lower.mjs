// Lowers a classic script to a language level: `es5` or `es2020`. Only lowering: SWC's compressor
// miscompiles what wasm2js writes, so it stays off and minify.mjs does that part.
import swc from "@swc/wasm";
import { main } from "./files.mjs";

// Every engine of these has symbols of its own, and what is spread are arrays: no helpers for what would not.
const ES5 = { targets: "ie 9", exclude: ["transform-typeof-symbol"], loose: true };

await main(async (text, [target]) => {
  const level = target === "es5" ? { env: ES5 } : { jsc: { target } };
  const { code } = await swc.transform(text, {
    configFile: false,
    swcrc: false,
    isModule: false,
    minify: false,
    ...level,
    jsc: {
      ...level.jsc,
      // Helpers go into the file itself: there is nothing to require them from.
      externalHelpers: false,
      parser: { syntax: "ecmascript" },
    },
  });
  return code;
});
