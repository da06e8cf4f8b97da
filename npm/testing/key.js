// Keys as the real kaipush reads and refuses them (model/src/key).

import { failure } from "./failure.js";

const ALPHABETS = /[A-Za-z0-9_+/=-]/;

/** The bytes of base64 in either alphabet, padded or not. */
export function bytes(text) {
  if (typeof text !== "string") throw failure("key-not-base64", "no text");
  const characters = [...text.replace(/[ \t\n\f\r]/g, "")];
  const alien = characters.findIndex((character) => !ALPHABETS.test(character));
  if (alien >= 0) throw failure("key-not-base64", `'${characters[alien]}' at character ${alien + 1}`);
  const digits = characters.join("").replace(/={0,2}$/, "");
  const pads = characters.length - digits.length;
  const fill = digits.length % 4;
  if (fill === 1 || digits.includes("=") || pads > 0 && (fill === 0 || fill + pads > 4)) {
    throw failure("key-not-base64", `${characters.length} characters`);
  }
  return new Uint8Array(Buffer.from(digits, "base64"));
}

/** Throws what a text is instead of a public key; people paste it with white space or `<>` around it. */
export function judgeKey(pasted) {
  const key = pasted.replace(/^[\s\u0085<>]+|[\s\u0085<>]+$/g, "");
  if (key === "") throw failure("key-empty");
  if (key.startsWith("-----BEGIN")) {
    throw failure(key.includes("PRIVATE KEY") ? "key-is-private" : "key-is-der", "PEM");
  }
  const point = bytes(key);
  const code = wrongPoint(point);
  if (code) throw failure(code, `${point.length} bytes`);
}

// An uncompressed P-256 point has 65 bytes and begins with 4; 0x30 is DER's SEQUENCE.
function wrongPoint({ length, 0: first }) {
  if (length === 65) return first === 4 ? undefined : "key-wrong-form";
  if (length === 32) return "key-is-private";
  if (length === 33 && (first === 2 || first === 3)) return "key-compressed";
  return length >= 80 && first === 0x30 ? "key-is-der" : "key-wrong-length";
}
