// A core of its own for each test, as a reload gives one to an app: the module of the running test
// once more, under an address that the browser has not seen yet.
const container = navigator.serviceWorker;
const module = WebAssembly.compileStreaming(fetch("/wasm-bindgen-test_bg.wasm"));
let loads = 0;
let left = [];

// A page that was left hears nothing any more, and its clocks stand still.
for (const target of [container, document, window]) {
  target.addEventListener = (...listener) => {
    left.push(() => target.removeEventListener(...listener));
    EventTarget.prototype.addEventListener.apply(target, listener);
  };
}
const setTimeout = window.setTimeout.bind(window);
window.setTimeout = (work, milliseconds, ...rest) => {
  const timer = setTimeout(work, milliseconds, ...rest);
  // Not the test runner's own, which is a round one.
  if (milliseconds >= 300 && milliseconds < 64_000 && (milliseconds < 20_000 || milliseconds % 1_000 !== 0)) {
    left.push(() => clearTimeout(timer));
  }
  return timer;
};

export async function fresh() {
  for (const leave of left) {
    leave();
  }
  left = [];
  loads += 1;
  const core = await import(`/wasm-bindgen-test?${loads}`);
  await core.default({ module_or_path: await module });
  return core;
}
