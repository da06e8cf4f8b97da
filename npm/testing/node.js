// What `import { Push } from "kaipush"` gives in Node, where there is no page to run in: the `kaipush` that
// the test has put into the page's place, looked up at each call.

function standIn() {
  const { kaipush } = globalThis;
  if (kaipush?.Push) return kaipush;
  throw new Error("kaipush runs in a page, and this is Node. In a test, before this is called: " +
    'import { standInPush } from "kaipush/testing"; globalThis.kaipush = standInPush().kaipush;');
}

export const Push = {
  async create(config) {
    return standIn().Push.create(config);
  },
};

export function urlB64ToUint8Array(text) {
  return standIn().urlB64ToUint8Array(text);
}
