  // Which promise callback runs: 0 outside of them, else a number of its own.
  //
  // Gecko 48 ran promise callbacks at the end of the task, after its events were over
  // (CycleCollectedJSRuntime::AfterProcessTask); today they run as soon as no script is on the stack.
  // When they run can't be changed from here; what a script may do in them can, as far as it shows.
  // `then` is the only way to a callback: `await` is syntax that Gecko 48 does not read.
  var reaction = 0;
  var reactions = 0;

  function replace(prototype, name, make) {
    var property = Object.getOwnPropertyDescriptor(prototype, name);
    if (property) {
      property.value = make(property.value);
      Object.defineProperty(prototype, name, property);
    }
  }

  function counted(callback) {
    return typeof callback !== "function" ? callback : function (value) {
      var outer = reaction;
      reactions += 1;
      reaction = reactions;
      try {
        return callback(value);
      } finally {
        reaction = outer;
      }
    };
  }

  replace(Promise.prototype, "then", function (original) {
    return function then(resolved, rejected) {
      return original.call(this, counted(resolved), counted(rejected));
    };
  });
