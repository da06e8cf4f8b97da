// Starts a core: the first one in the first run of the worker's script, for nothing can be imported
// later (importScripts of a new script throws NetworkError once the worker is active); another one
// when that has died. `died(error)` is called when an exception has left the core's own code.
//
// The build puts the functions kaipushWasmCore and kaipushJsCore beside this one; either may be
// missing from a product. Each call of them is an instance with a memory of its own.

function kaipushLoadCore(self, died) {
  // Where the js core had to be imported once, it is the one that runs here.
  if (typeof kaipushWasmCore === "function" && !self.kaipushJsCore) {
    try {
      if (kaipushRunsWasm()) {
        return kaipushWasmCore(died);
      }
    } catch (error) {
      // Such as memory that is not to be had; the other core may still start.
      self.console.warn("kaipush: core-failed: " + error.message);
    }
    // The file sets self.kaipushJsCore.
    self.importScripts("__KAIPUSH_JS_CORE_URL__");
  }
  return (self.kaipushJsCore || kaipushJsCore)(died);
}
