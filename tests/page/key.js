const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
const OTHERS = "= \t\n\u00a0*.ü🐕";

// Every fourth text has something in it, or behind it, that may not belong there.
export function texts(count) {
  return Array.from({ length: count }, (_, at) => {
    const length = Math.floor(Math.random() * 90);
    let text = Array.from({ length }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join("");
    if (at % 4 === 0) {
      const where = Math.random() < 0.5 ? text.length : Math.floor(Math.random() * text.length);
      text = text.slice(0, where) + pick(Array.from(OTHERS)) + text.slice(where);
    } else if (at % 4 === 1) {
      text += "=".repeat((4 - (text.length % 4)) % 4);
    }
    return text;
  });
}

// As the tutorials write it. White space is left out first: `atob` skips it, but the padding that
// is added would come out wrong.
export function tutorial(text) {
  const dense = text.replace(/[\t\n\f\r ]/g, "");
  const padding = "=".repeat((4 - (dense.length % 4)) % 4);
  try {
    const raw = atob((dense + padding).replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(raw, (character) => character.charCodeAt(0));
  } catch (notBase64) {
    return undefined;
  }
}

function pick(list) {
  return list[Math.floor(Math.random() * list.length)];
}
