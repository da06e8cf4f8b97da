// Which names of a table there are here. ES5, for pages and workers.
function probe(table) {
  var found = [];

  function find(path) {
    if (path === "TypedArray") return Object.getPrototypeOf(Int8Array);
    // Also where the global is gone.
    if (path === "Iterator") return { prototype: Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) };
    if (/Event$/.test(path)) return self[path] || self.eventClasses[path];
    return path.split(".").reduce(function (holder, name) { return holder && holder[name]; }, self);
  }

  function has(holder, name) {
    var key = name.indexOf("@@") === 0 ? Symbol[name.slice(2)] : name;
    if (key === undefined || holder === undefined || holder === null || !(key in holder)) return false;
    // What everything inherits is no sign of the name.
    return !(key in Object.prototype) || Object.prototype.hasOwnProperty.call(holder, key);
  }

  function isGlobal(holder) { return typeof holder === "function" && self instanceof holder; }

  function each(kind, at) {
    Object.keys(table[kind]).forEach(function (path) {
      var holder = find(path);
      if (!holder) return;
      table[kind][path].split(" ").forEach(function (name) {
        if (at(holder, name)) found.push(path + "." + name);
      });
    });
  }

  table.globals.forEach(function (name) { if (name in self) found.push(name); });
  table.handlers.forEach(function (name) {
    ["Window", "Document", "Element", "HTMLElement", "SVGElement"].forEach(function (type) {
      var holder = self[type];
      if (holder && (has(holder.prototype, name) || isGlobal(holder) && name in self)) found.push(type + "." + name);
    });
  });
  each("members", function (holder, name) {
    return has(holder.prototype, name) || isGlobal(holder) && name in self;
  });
  each("statics", has);
  each("builtins", function (holder, name) {
    return has(holder.prototype, name) || Object.prototype.hasOwnProperty.call(holder, name.indexOf("@@") ? name : Symbol[name.slice(2)]);
  });
  return found;
}
