// A time limit, for what may hang.
//
// ES5, like all of the worker.

function kaipushInTime(promise, milliseconds) {
  return new Promise(function (resolve, reject) {
    var timer = self.setTimeout(function () {
      // No `Error`, whose place would be this line, where nobody has to look.
      reject({ message: "no answer in " + milliseconds + " ms" });
    }, milliseconds);
    promise.then(
      function (value) {
        self.clearTimeout(timer);
        resolve(value);
      },
      function (error) {
        self.clearTimeout(timer);
        reject(error);
      }
    );
  });
}
