// `since.mjs KEY…`: the first Firefox for each key of MDN's data, as JSON. With `KEY#text` it is the
// one that a note with this text speaks of.
import { at, since } from "./compat.mjs";

const versions = {};
for (const key of process.argv.slice(2)) {
  const [path, text] = key.split("#");
  const entry = at(path);
  if (!entry?.__compat) throw new Error(`MDN's data has no ${path}`);
  const version = text ? noted(entry, text) : since(entry);
  versions[key] = Number.isFinite(version) ? Math.trunc(version) : null;
}
console.log(JSON.stringify(versions));

function noted(entry, text) {
  const notes = [entry.__compat.support.firefox].flat().flatMap((one) => one.notes ?? []);
  return Number(notes.find((note) => note.includes(text))?.match(/Firefox (\d+)/)?.[1]);
}
