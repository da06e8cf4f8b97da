// Starts a core in the page: at once where the script has it inside, later where it must be
// fetched. `done(core, name)` gets it, `failed(error)` hears why there is none.
//
// The build puts the functions kaipushWasmCore and kaipushJsCore beside this one; either may be
// missing from a product.

function kaipushLoadCore(self, done, failed) {
  try {
    if (typeof kaipushWasmCore !== "function") {
      return done(kaipushJsCore(), "js");
    }
    var core = kaipushRunsWasm() && kaipushStartWasm(self);
    if (core) {
      done(core, "wasm");
    } else {
      kaipushFetchCore(self, done, failed);
    }
  } catch (error) {
    failed(error);
  }
}

// Fails for want of memory, for example; the other core may still start.
function kaipushStartWasm(self) {
  try {
    return kaipushWasmCore();
  } catch (error) {
    self.console.warn("kaipush: core-failed: " + error.message);
    return null;
  }
}

// A script element from beside this script: `script-src 'self'` of packaged apps allows nothing else.
function kaipushFetchCore(self, done, failed) {
  var document = self.document;
  // A module has no currentScript; the build gives it its address under this name. Some bundlers put
  // in its place where it lay on the machine that built the app, or nothing; a bundle has a currentScript.
  var own = typeof kaipushModuleUrl === "string" && /^(https?|app):/.test(kaipushModuleUrl) ? kaipushModuleUrl : document.currentScript && document.currentScript.src;
  var script = document.createElement("script");
  // Without either it lies beside the page.
  script.src = own ? new URL("__KAIPUSH_JS_CORE_URL__", own).href : "__KAIPUSH_JS_CORE_URL__";
  script.onerror = function () {
    failed(new Error(script.src + " could not be loaded"));
  };
  script.onload = function () {
    try {
      done(self.kaipushJsCore(), "js");
    } catch (error) {
      failed(error);
    }
  };
  document.head.appendChild(script);
}
