// The reverse of core/embed.rs: text → bytes of the wasm module. `marks` has one bit for each of the
// 256 byte values, set where the value is written as one character; all others take two.
function kaipushUnpack(text, marks, length) {
  var order = [], rare = [], bytes = new Uint8Array(length), at = 0, from = 0, digit;
  function next() {
    var code = text.charCodeAt(from++);
    // The alphabet is printable ASCII without `"`, `<` and `\`.
    return code - 32 - (code > 34) - (code > 60) - (code > 92);
  }
  for (digit = 0; digit < 256; digit++) {
    (parseInt(marks.charAt(digit >> 2), 16) >> (digit & 3) & 1 ? order : rare).push(digit);
  }
  order = order.concat(rare);
  while (at < length) {
    digit = next();
    bytes[at++] = order[digit < 90 ? digit : (digit - 89) * 90 + next()];
  }
  return bytes;
}
