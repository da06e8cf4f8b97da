// What a browser gives every script and a bare engine does not, for the checks in old engines: ES5,
// because it runs there too. Enough to start a core, no more.
var self = this;
if (typeof global === "object") self = global;
self.self = self;

if (typeof self.TextEncoder === "undefined") {
  self.TextEncoder = function TextEncoder() {};
  self.TextEncoder.prototype.encode = function (text) {
    var binary = unescape(encodeURIComponent(text)), bytes = new Uint8Array(binary.length), i;
    for (i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  };
}
if (typeof self.TextDecoder === "undefined") {
  self.TextDecoder = function TextDecoder() {};
  self.TextDecoder.prototype.decode = function (bytes) {
    var binary = "", i;
    for (i = 0; bytes && i < bytes.length; i++) binary += String.fromCharCode(bytes[i]);
    return decodeURIComponent(escape(binary));
  };
}
