// The reverse of core/embed.rs: text → bytes of the wasm module. `marks` has one bit for each of the
// 256 byte values, set where the value is written as one character; all others take two.
function kaipushUnpack(text, marks, length) {
  var places = [], order = [], rare = [], bytes = new Uint8Array(length), at = 0, from = 0, digit;
  // The alphabet is printable ASCII without `"`, `<` and `\`.
  for (digit = 32; digit < 127; digit++) {
    places[digit] = digit - 32 - (digit > 34) - (digit > 60) - (digit > 92);
  }
  for (digit = 0; digit < 256; digit++) {
    (parseInt(marks.charAt(digit >> 2), 16) >> (digit & 3) & 1 ? order : rare).push(digit);
  }
  order = order.concat(rare);
  // Each step is run a hundred thousand times while a push waits: no calls.
  while (at < length) {
    digit = places[text.charCodeAt(from++)];
    bytes[at++] = order[digit < 90 ? digit : (digit - 89) * 90 + places[text.charCodeAt(from++)]];
  }
  return bytes;
}
