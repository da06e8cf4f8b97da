  // IndexedDB before Firefox 60 (Bugzilla 1193394): a promise's callback comes after the transaction
  // has closed. Requests in one fail, but for those of a transaction that this very callback began:
  // that one closes when the callback returns. Elsewhere Firefox' own rules hold; they are the same.
  var began = new WeakMap();

  function closed() {
    return new DOMException(
      "A request was placed against a transaction which is currently not active, or which is finished.",
      "TransactionInactiveError"
    );
  }

  function transactionOf(object) {
    // A cursor has a source, which is an index or a store; an index has a store.
    var source = object.source || object;
    return (source.objectStore || source).transaction;
  }

  function onlyActive(type, names) {
    names.split(" ").forEach(function (name) {
      replace(type.prototype, name, function (original) {
        return function () {
          if (reaction !== 0 && began.get(transactionOf(this)) !== reaction) {
            throw closed();
          }
          return original.apply(this, arguments);
        };
      });
    });
  }

  replace(IDBDatabase.prototype, "transaction", function (original) {
    return function transaction() {
      var begun = original.apply(this, arguments);
      began.set(begun, reaction);
      return begun;
    };
  });
  onlyActive(IDBObjectStore, "add put delete clear get getAll getAllKeys count openCursor openKeyCursor createIndex deleteIndex");
  onlyActive(IDBIndex, "get getKey getAll getAllKeys count openCursor openKeyCursor");
  onlyActive(IDBCursor, "advance continue update delete");
