// Stands in for `WebAssembly` inside a js core, where the engine has none (Gecko 48) or may not use
// it (packaged CSP of KaiOS 4.0). Only what wasm-bindgen's glue touches: the glue itself stays as it
// came. `asmFunc` is the function wasm2js made of the module; ES5, because it runs in 2.5's worker.
var WebAssembly = (function () {
  function Module() {}

  // The core's memory object gets this prototype, so that `instanceof` answers as in an engine.
  function Memory() {}

  // An unreachable in the core throws this, under the name engines use for a trap: whoever watches
  // for traps need not know which core runs.
  function RuntimeError(message) {
    this.message = message;
    this.stack = new Error(message).stack;
  }
  RuntimeError.prototype = Object.create(Error.prototype);
  RuntimeError.prototype.constructor = RuntimeError;
  RuntimeError.prototype.name = "RuntimeError";

  function Instance(module, imports) {
    this.exports = asmFunc(imports);
  }

  return { Module: Module, Memory: Memory, Instance: Instance, RuntimeError: RuntimeError };
})();
