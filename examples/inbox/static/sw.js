// The crate `worker`; the build puts in the name of the moment.
importScripts("kaipush-sw.js");

// KaiOS 3 installs a hosted app only if its worker listens for `fetch`.
self.addEventListener("fetch", function () {});
