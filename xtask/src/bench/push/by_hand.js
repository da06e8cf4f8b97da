// What kaipush does for a push like the benchmark's, written by hand: one of two workers takes it, it is
// shown with what its click needs, and it is written down, with the ids that are not shown again.
self.addEventListener("push", function (event) {
  var message = event.data.json();
  event.waitUntil(
    change(take, message).then(function (isNew) {
      if (!isNew) {
        return;
      }
      var options = { body: message.body, tag: message.id, data: { id: message.id, url: message.url, data: message.data } };
      return self.registration.showNotification(message.title, options).then(function () {
        return change(note, message);
      });
    })
  );
});
self.addEventListener("fetch", function () {});

function take(state, ids, message) {
  if (ids.shown.indexOf(message.id) >= 0 || ids.taken[message.id] > Date.now()) {
    return false;
  }
  ids.taken[message.id] = Date.now() + 3500;
  state.objectStore("state").put(ids);
  return true;
}

function note(state, ids, message) {
  delete ids.taken[message.id];
  ids.shown = ids.shown.concat(message.id).slice(-50);
  state.objectStore("state").put(ids);
  state.objectStore("log").add({ at: Date.now(), message: message }).onsuccess = function (event) {
    state.objectStore("log").delete(IDBKeyRange.upperBound(event.target.result - 50));
  };
  return true;
}

// Without promises inside: Gecko 48 closes a transaction before they call back.
function change(decide, message) {
  return open().then(function (database) {
    return new Promise(function (resolve, reject) {
      var transaction = database.transaction(["state", "log"], "readwrite");
      var answer;
      transaction.objectStore("state").get("ids").onsuccess = function (event) {
        answer = decide(transaction, event.target.result || { id: "ids", shown: [], taken: {} }, message);
        if (decide === take) {
          resolve(answer);
        }
      };
      transaction.oncomplete = function () {
        resolve(answer);
      };
      transaction.onabort = reject;
    });
  });
}

var opening;

// Once for as long as the worker lives.
function open() {
  return opening = opening || new Promise(function (resolve, reject) {
    var request = indexedDB.open("by-hand", 1);
    request.onupgradeneeded = function () {
      request.result.createObjectStore("state", { keyPath: "id" });
      request.result.createObjectStore("log", { autoIncrement: true });
    };
    request.onsuccess = function () {
      resolve(request.result);
    };
    request.onerror = reject;
  });
}
