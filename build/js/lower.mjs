// Lowers a classic script to a language level: `es5` or `es2020`. Only lowering: SWC's compressor
// miscompiles what wasm2js writes, so it stays off and minify.mjs does that part.
import swc from "@swc/wasm";
import { main } from "./files.mjs";

await main(async (text, [target]) => {
  const { code } = await swc.transform(text, {
    configFile: false,
    swcrc: false,
    isModule: false,
    minify: false,
    jsc: {
      target,
      // Helpers go into the file itself: there is nothing to require them from.
      externalHelpers: false,
      parser: { syntax: "ecmascript" },
    },
  });
  return code;
});
