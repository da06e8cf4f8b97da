// Stand-ins for an app's own tests in Node: its worker with the real kaipush inside, and the page's
// `Push`. Types and words are in index.d.ts; what they can't know stands in docs/testing.md.

export { worker } from "./worker.js";
export { standInPush } from "./push.js";
