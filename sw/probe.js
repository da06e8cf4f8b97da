// Whether WebAssembly may be used here. Gecko 48 has none; in the packaged apps of KaiOS 4.0 it is
// there, but their Content-Security-Policy refuses it. Asking is the one test that covers both: an
// empty module of 8 bytes.

function kaipushRunsWasm() {
  try {
    return !!new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  } catch (refused) {
    return false;
  }
}
