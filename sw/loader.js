// Starts a core, in the first run of the worker's script: nothing can be imported later
// (importScripts of a new script throws NetworkError once the worker is active).
//
// The build puts the functions kaipushWasmCore and kaipushJsCore beside this one; either may be
// missing from a product.

function kaipushLoadCore(self) {
  if (typeof kaipushWasmCore === "function") {
    try {
      if (kaipushRunsWasm()) {
        return kaipushWasmCore();
      }
    } catch (error) {
      // Such as memory that is not to be had; the other core may still start.
      self.console.warn("kaipush: core-failed: " + error.message);
    }
    // The file sets self.kaipushJsCore.
    self.importScripts("__KAIPUSH_JS_CORE_URL__");
    return self.kaipushJsCore();
  }
  return kaipushJsCore();
}
