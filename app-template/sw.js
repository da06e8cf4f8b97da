// The app's service worker. kaipush shows every push as a notification and opens the app when one is pressed.
// ES5 only: workers of KaiOS 2.5 (Gecko 48) do not even know `let`.
importScripts("kaipush-sw.js");

// To decide for yourself what is shown, set a handler (also a Promise may be returned). The `tag`, `data` and `url`
// that it leaves out are the push's:
//
//   kaipush.onpush = function (message) {
//     return { title: message.title, body: message.body, tag: "inbox", mozbehavior: { vibrationPattern: [30, 200, 30] } };
//   };

// KaiOS 3.x installs a hosted app only if its worker listens for `fetch`. It answers nothing, so that the browser
// loads every file as if there was no worker: passing files through a worker costs a few hundred milliseconds each.
self.addEventListener("fetch", function () {});
