// The two lines to change when you make this app your own. `eventsTo`, also a full URL, may stand beside them: there the
// phone tells what became of each push. `log: "all"` writes each step to the console.
var config = {
  // Your VAPID public key (`kaipush keys`). Without one, only empty pushes can arrive.
  key: "",
  // The full URL where your server takes subscriptions. Without one, nobody learns the phone's address.
  reportTo: ""
};
