// A core of its own for each test, as a reload gives one to an app: the module of the running test
// once more, under an address that the browser has not seen yet.
const container = navigator.serviceWorker;
const module = WebAssembly.compileStreaming(fetch("/wasm-bindgen-test_bg.wasm"));
let loads = 0;
let listeners = [];

// A page that was left hears nothing any more.
container.addEventListener = (...listener) => {
  listeners.push(listener);
  EventTarget.prototype.addEventListener.apply(container, listener);
};

export async function fresh() {
  for (const listener of listeners) {
    container.removeEventListener(...listener);
  }
  listeners = [];
  loads += 1;
  const core = await import(`/wasm-bindgen-test?${loads}`);
  await core.default({ module_or_path: await module });
  return core;
}
