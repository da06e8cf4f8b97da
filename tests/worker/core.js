// Three cores: the one of the running test, in which Rust can set a handler, another one in which
// nobody ever does, and one whose storage is taken away, which a core does not forget. A worker can't
// import later, so all are named here.
import * as own from "/wasm-bindgen-test";
import start, * as other from "/wasm-bindgen-test?other";
import startPoor, * as poor from "/wasm-bindgen-test?poor";

// The browser's own: a test may have put another in its place when its core is the first to start.
const { fetch } = self;
const module = () => ({ module_or_path: fetch("/wasm-bindgen-test_bg.wasm") });

// The runner's page begins to listen for `controllerchange` when `register` has resolved; a worker that
// was quicker would be waited for in vain.
self.addEventListener("install", (event) => {
  event.waitUntil(new Promise((resolve) => setTimeout(resolve, 500)));
});

export function withRustHandler() {
  return own;
}

export async function withoutRustHandler() {
  await start(module());
  return other;
}

export async function withoutStorage() {
  await startPoor(module());
  return poor;
}
