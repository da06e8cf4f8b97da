// Counts the bytes of memory that cores take, between browser.js and a worker's script. ES5.
var taken = (function () {
  if (typeof WebAssembly === "object") {
    var memories = [];
    var Instance = WebAssembly.Instance;
    WebAssembly.Instance = function (module, parts) {
      var instance = new Instance(module, parts);
      Object.keys(instance.exports).forEach(function (name) {
        if (instance.exports[name] instanceof WebAssembly.Memory) memories.push(instance.exports[name]);
      });
      return instance;
    };
    return function () {
      return memories.reduce(function (sum, memory) { return sum + memory.buffer.byteLength; }, 0);
    };
  }
  // A core in JavaScript takes a buffer, and a larger one in its place when that is full.
  var most = 0;
  var Buffer = self.ArrayBuffer;
  self.ArrayBuffer = function (bytes) {
    if (bytes >= 65536) most = Math.max(most, bytes);
    return new Buffer(bytes);
  };
  self.ArrayBuffer.prototype = Buffer.prototype;
  return function () { return most; };
}());
