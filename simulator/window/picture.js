// The window as a PNG of at most 256 colours: a fifth of what the canvas itself makes of it.
async function picture() {
  const { innerWidth: width, innerHeight: height, devicePixelRatio } = window;
  const bitmap = await window.browsingContext.currentWindowGlobal.drawSnapshot(
    new DOMRect(0, 0, width, height), devicePixelRatio, "white");
  const context = h("canvas", { width: bitmap.width, height: bitmap.height }).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const { palette, indexes } = reduce(data);
  const rows = new Uint8Array((bitmap.width + 1) * bitmap.height);
  for (let row = 0; row < bitmap.height; row++) {
    // Each begins with its filter: none, which is best for a palette.
    rows.set(indexes.subarray(row * bitmap.width, (row + 1) * bitmap.width), row * (bitmap.width + 1) + 1);
  }
  const packed = new Response(new Blob([rows]).stream().pipeThrough(new CompressionStream("deflate")));
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, bitmap.width);
  head.setUint32(4, bitmap.height);
  head.setUint16(8, 0x0803); // 8 bits, palette
  const parts = [new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", new Uint8Array(head.buffer)),
    chunk("PLTE", palette), chunk("IDAT", new Uint8Array(await packed.arrayBuffer())), chunk("IEND", new Uint8Array())];
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

// The most frequent colours, and for each pixel the nearest of them.
function reduce(data) {
  const counts = new Map();
  const colour = (at) => (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
  for (let at = 0; at < data.length; at += 4) {
    counts.set(colour(at), (counts.get(colour(at)) ?? 0) + 1);
  }
  const channels = (rgb) => [rgb >> 16, (rgb >> 8) & 255, rgb & 255];
  const distance = (one, other) => one.reduce((sum, value, index) => sum + (value - other[index]) ** 2, 0);
  const frequent = [...counts].sort(([, a], [, b]) => b - a).map(([rgb]) => channels(rgb));
  const kept = [];
  // Close neighbours of what is kept would be a waste, as long as there is else to choose from.
  for (const near of [400, 150, 40, 0]) {
    for (const one of frequent) {
      if (kept.length < 256 && kept.every((other) => distance(one, other) > near)) {
        kept.push(one);
      }
    }
  }
  const nearest = new Map();
  for (const rgb of counts.keys()) {
    const all = kept.map((other) => distance(channels(rgb), other));
    nearest.set(rgb, all.indexOf(Math.min(...all)));
  }
  const indexes = new Uint8Array(data.length / 4).map((_, pixel) => nearest.get(colour(pixel * 4)));
  return { palette: new Uint8Array(kept.flat()), indexes };
}

// Length, name, content, and the CRC of both.
function chunk(name, content) {
  const made = new Uint8Array(content.length + 12);
  const view = new DataView(made.buffer);
  view.setUint32(0, content.length);
  made.set(Array.from(name, (letter) => letter.charCodeAt(0)), 4);
  made.set(content, 8);
  let crc = -1;
  for (const byte of made.subarray(4, content.length + 8)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  }
  view.setUint32(content.length + 8, ~crc);
  return made;
}
