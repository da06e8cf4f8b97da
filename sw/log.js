// What is written to the console.
//
// ES5, like all of the worker.

// `kaipush.log` says how much of it.
function kaipushLog(kaipush) {
  return { warn: warn, say: say };

  function warn(note, about) {
    if (kaipush.log !== "none") {
      write("warn", note + (about ? ": " + told(about) : ""));
    }
  }

  // Anything may have been thrown, also what is no text and what throws when it is read. Of an error also where it
  // was thrown; Gecko's know (MDN, Error.prototype.fileName).
  function told(error) {
    try {
      return String(error.message || error) + (error.fileName ? " (" + error.fileName + ":" + error.lineNumber + ")" : "");
    } catch (untold) {
      return typeof error;
    }
  }

  // A step on the way, for those who look for where it ends.
  function say(step) {
    if (kaipush.log === "all") {
      write("log", step);
    }
  }

  function write(level, line) {
    if (self.console) {
      self.console[level]("kaipush: " + line);
    }
  }
}
