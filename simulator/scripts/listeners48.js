  // Before Firefox 49 a listener has no options: the third argument is `capture`, a boolean, and any object
  // is a true one (addEventListener and removeEventListener in dom/webidl/EventTarget.webidl).
  function onlyCapture(name) {
    replace(EventTarget.prototype, name, function (original) {
      return function () {
        var given = [].slice.call(arguments);
        if (given.length > 2) {
          given[2] = Boolean(given[2]);
        }
        return original.apply(this, given);
      };
    });
  }

  onlyCapture("addEventListener");
  onlyCapture("removeEventListener");
