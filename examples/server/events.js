"use strict";
// What became of the pushes, in memory: the newest, each once.
const MOST = 1000;

module.exports = function openEvents() {
  const byKey = new Map();
  return {
    all: () => [...byKey.values()],
    // Says whether it is new. kaipush tells each at least once, so one may come again.
    add(endpoint, event) {
      const isNew = !byKey.has(event.key);
      if (isNew) byKey.set(event.key, { endpoint, ...event });
      if (byKey.size > MOST) byKey.delete(byKey.keys().next().value);
      return isNew;
    },
  };
};
