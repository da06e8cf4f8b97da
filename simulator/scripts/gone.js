// Takes away what an engine of KaiOS has not, so that an app that uses it fails here as it would on a
// phone. `TABLE` is one of engines/*.json, made by `cargo xtask engines`. ES5, for pages and workers;
// what this Firefox does not have either is passed over.
(function (self, TABLE) {
  var describe = Object.getOwnPropertyDescriptor;
  var parent = Object.getPrototypeOf;
  var symbols = Symbol;
  var inPage = typeof Window !== "undefined";
  // All that is to go, found before any of it goes.
  var doomed = [];

  function doom(holder, names) {
    if (holder !== undefined && holder !== null) {
      doomed.push([holder, names]);
    }
  }

  function find(path) {
    if (path === "TypedArray") {
      return parent(Int8Array);
    }
    return path.split(".").reduce(function (holder, name) {
      return holder && holder[name];
    }, self);
  }

  function each(objects, visit) {
    Object.keys(objects).forEach(function (path) {
      var holder = find(path);
      if (holder) {
        visit(holder, objects[path].split(" "));
      }
    });
  }

  function prototype(holder, names) {
    doom(holder.prototype, names);
    // What a global scope has, it has itself.
    if (typeof holder === "function" && self instanceof holder) {
      doom(self, names);
    }
  }

  function remove(holder, name) {
    var key = name.indexOf("@@") === 0 ? symbols[name.slice(2)] : name;
    var own = key && describe(holder, key);
    if (own && own.configurable) {
      delete holder[key];
    } else if (own && own.writable) {
      holder[key] = undefined;
    }
  }

  // What hangs on `Symbol` can't be taken off it, so another stands in for it: bound to it, with the rest.
  function withoutSymbols(gone) {
    var bound = symbols.bind();
    Object.getOwnPropertyNames(symbols).forEach(function (name) {
      if (gone.indexOf(name) < 0) {
        Object.defineProperty(bound, name, describe(symbols, name));
      }
    });
    symbols.prototype.constructor = bound;
    self.Symbol = bound;
  }

  each(TABLE.members, prototype);
  each(TABLE.statics, doom);
  each(TABLE.builtins, function (holder, names) {
    doom(holder, names);
    prototype(holder, names);
  });
  // Where Firefox has a handler depends on the handler.
  [
    "Window", "Document", "Element", "HTMLElement", "SVGElement", "MathMLElement", "HTMLBodyElement",
    "HTMLFrameSetElement", "HTMLMediaElement", "HTMLVideoElement", "HTMLCanvasElement"
  ].forEach(function (name) {
    if (self[name]) {
      prototype(self[name], TABLE.handlers);
    }
  });
  // Names that `with` passes over are told by a list.
  doom(Array.prototype[symbols.unscopables], (TABLE.builtins.Array || "").split(" "));
  for (var scope = self; scope; scope = parent(scope)) {
    doom(scope, TABLE.globals);
    if (!inPage) {
      doom(scope, TABLE.workers);
    }
  }

  doomed.forEach(function (entry) {
    entry[1].forEach(function (name) {
      remove(entry[0], name);
    });
  });
  if (TABLE.builtins.Symbol) {
    withoutSymbols(TABLE.builtins.Symbol.split(" "));
  }
}(self, /*TABLE*/));
