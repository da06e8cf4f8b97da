// Turns key events into the names of the phone's keys. A desktop keyboard has no soft keys: F1 and F2 stand in,
// or [ and ] where the browser keeps F1 for itself.
inbox.keys = (function () {
  var names = {
    SoftLeft: "SoftLeft", F1: "SoftLeft", "[": "SoftLeft",
    SoftRight: "SoftRight", F2: "SoftRight", "]": "SoftRight",
    Enter: "Enter",
    // The centre key of some KaiOS 4.0 phones (TCL Flip 4) reports this instead of Enter.
    MicrophoneToggle: "Enter",
    Backspace: "Backspace", GoBack: "Backspace", Escape: "Backspace",
    ArrowUp: "ArrowUp", ArrowDown: "ArrowDown", ArrowLeft: "ArrowLeft", ArrowRight: "ArrowRight"
  };

  // `press(name)` says whether it used the key. An unused Backspace stays with KaiOS, which then leaves the app.
  function listen(press) {
    window.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      var name = names.hasOwnProperty(event.key) ? names[event.key] : "";
      if (!name) return;
      // A held key scrolls on, but it must not confirm or go back twice.
      if (event.repeat && name.indexOf("Arrow") !== 0) return event.preventDefault();
      if (press(name)) event.preventDefault();
    });
  }

  return { listen: listen };
}());
