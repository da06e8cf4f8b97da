// What is written to the console.
//
// ES5, like all of the worker.

// Gives a function that writes a line: a warning (`warn`), or a step on the way (`log`), for those who look for where
// it ends. `kaipush.log` says which of them are wanted.
function kaipushLog(kaipush, level) {
  return function (note, about) {
    var wanted = level === "warn" ? kaipush.log !== "none" : kaipush.log === "all";
    if (wanted && self.console) {
      self.console[level]("kaipush: " + note + (about ? ": " + told(about) : ""));
    }
  };

  // Anything may have been thrown, also what is no text and what throws when it is read. Of an error also where it
  // was thrown; Gecko's know (MDN, Error.prototype.fileName).
  function told(error) {
    try {
      return String(error.message || error) + (error.fileName ? " (" + error.fileName + ":" + error.lineNumber + ")" : "");
    } catch (untold) {
      return typeof error;
    }
  }
}
