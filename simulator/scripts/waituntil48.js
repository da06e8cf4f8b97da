  // Before Firefox 53, `waitUntil` is for the time of the event's dispatch (ExtendableEvent::WaitUntil
  // and FetchEvent::RespondWith in dom/workers/ServiceWorkerEvents.cpp of KaiOS 2.5's Gecko: the phase
  // must not be NONE). In a promise's callback it was over.
  function onlyDuring(type, name) {
    replace(type.prototype, name, function (original) {
      return function () {
        if (this.eventPhase === 0 || reaction !== 0) {
          throw new DOMException(name + " is too late: the event's dispatch is over", "InvalidStateError");
        }
        return original.apply(this, arguments);
      };
    });
  }

  if (typeof ExtendableEvent !== "undefined") {
    onlyDuring(ExtendableEvent, "waitUntil");
    onlyDuring(FetchEvent, "respondWith");
    // The right to open ends with the dispatch, too: scripts/kaios25/interaction.js takes this away.
    self.kaipushInReaction = function () { return reaction !== 0; };
  }
