// Home of a subscribed phone: the server that sends, and two lists, what was received and what opened the app.
(function () {
  var tab = "received";
  var list = null;
  var newest = null;

  var empty = {
    received: "No messages yet. They appear here as soon as they are sent.",
    launched: "Nothing yet. Press a notification, and the app opens with its message."
  };

  // Two days ago says more than 14:05.
  inbox.when = function (at) {
    var date = new Date(at);
    if (!at || isNaN(date.getTime())) return "";
    var months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
    if (date.toDateString() !== new Date().toDateString()) return date.getDate() + " " + months[date.getMonth()];
    return ("0" + date.getHours()).slice(-2) + ":" + ("0" + date.getMinutes()).slice(-2);
  };

  function host(subscription) {
    if (!subscription || !subscription.endpoint) return "";
    var link = document.createElement("a");
    link.href = subscription.endpoint;
    return link.host;
  }

  function key(item) { return [item.at, item.id, item.tag, item.title].join(" "); }

  // When a push redraws the screen, the chosen message stays chosen; who chose none stays with the newest.
  function position(items) {
    var chosen = list && list.selected();
    if (!chosen || chosen === newest) return 0;
    return Math.max(items.map(key).indexOf(key(chosen)), 0);
  }

  function entry(item) {
    var action = item.action ? "[" + item.action + "] " : "";
    var element = inbox.el("div", {
      class: "item",
      "data-kind": tab, "data-title": item.title, "data-tag": item.tag, "data-id": item.id,
      "data-action": tab === "launched" ? item.action : undefined, "data-via": item.via
    }, [
      inbox.el("div", { class: "line" }, [
        inbox.el("span", { class: "title", dir: "auto" }, item.title || "(no title)"),
        inbox.el("span", { class: "time" }, inbox.when(item.at))
      ]),
      // Each text is laid out as its own letters ask for. The button's says nothing of the message's, as it has a `dir`.
      inbox.el("div", { class: "body", dir: "auto" }, [
        action && inbox.el("span", { dir: "auto" }, action),
        inbox.el("span", {}, item.body || "")
      ])
    ]);
    return { element: element, value: item };
  }

  function tabs(history) {
    function one(name, label) {
      var count = history[name].length;
      return inbox.el("span", {
        role: "tab", "data-tab": name, "data-count": count, "aria-selected": String(name === tab)
      }, label + (count ? " (" + count + ")" : ""));
    }
    return inbox.el("div", { class: "tabs", role: "tablist" }, [one("received", "Received"), one("launched", "Opened")]);
  }

  // `actions`: { open(item, kind), options(), redraw() }
  inbox.screens.inbox = function (state, history, actions) {
    var items = history[tab];
    list = items.length ? inbox.list(items.map(entry), position(items)) : null;
    newest = items[0];
    return {
      name: "subscribed",
      title: "Push Inbox",
      list: list,
      content: [
        inbox.el("div", { class: "status" }, [
          inbox.el("span", { class: "dot" }),
          inbox.el("span", { class: "waiting" }, state.reported === "pending" ? "Telling the server" : "Waiting for pushes"),
          inbox.el("span", {
            class: "host", "data-field": "host", "data-endpoint": state.subscription && state.subscription.endpoint
          }, host(state.subscription))
        ])
      ].concat(inbox.warnings(state.warnings), [
        tabs(history),
        list ? list.element : inbox.el("p", { class: "empty" }, history.unreadable || empty[tab])
      ]),
      press: function (name) {
        if (name !== "ArrowLeft" && name !== "ArrowRight") return false;
        tab = tab === "received" ? "launched" : "received";
        list = null;
        actions.redraw();
        return true;
      },
      center: list && {
        label: "Open",
        run: function () { actions.open(list.selected(), tab); }
      },
      right: { label: "Options", run: actions.options }
    };
  };
}());
