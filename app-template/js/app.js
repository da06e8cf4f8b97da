// Joins kaipush and the screens. Everything the user starts goes through `act`, straight from the key handler:
// KaiOS 3.x asks for permission only while it handles a key.
(function () {
  var nav = inbox.nav;
  var screens = inbox.screens;
  var SLOW = 8000;
  var ADDRESS = "Asking for an address for your messages.";
  var push = null;
  var state = null;
  // The screen that is shown while the phone asks the user.
  var asking = null;
  // Count what was asked of kaipush, so that only the latest answer is shown.
  var turn = 0;
  var reading = 0;
  var busy = false;

  function act(name, text, action) {
    var mine = ++turn;
    wait(name, text);
    busy = true;
    // The promise's function runs at once, so `action` still runs in the key handler, and what it throws is caught.
    new Promise(function (resolve) { resolve(action()); }).then(function (answer) {
      if (mine === turn) show(answer);
    }, function (error) {
      if (mine === turn) fail(error, function () { act(name, text, action); });
    });
  }

  function wait(name, text) {
    var waiting = nav.home(screens.status(name, { text: text }));
    setTimeout(function () {
      if (!nav.isHome(waiting)) return;
      nav.home(screens.status(name, { text: text, note: inbox.slow, left: { label: "Reload", run: reload } }));
    }, SLOW);
  }

  function reload() { location.reload(); }
  function check() { act("loading", "", function () { return push.state(); }); }
  function subscribe() {
    act("working", ADDRESS, function () { return push.subscribe(); });
    if (state.kind !== "needs-permission") return;
    // While the phone asks, the user takes her time, not the network. Who has closed the question without an answer
    // needs a way on: some browsers never tell of it.
    var text = "Answer the question on the screen.";
    asking = nav.home(screens.status("working", { text: text, left: { label: "Back", run: check } }));
  }
  function postpone() { push.postpone(); }

  // kaipush tells every new state: one that the user chose in Settings, that another page reached, or our own calls.
  function changed(next) {
    if (!busy) return show(next);
    // What is under way shows its own end; but the question is answered.
    if (asking && nav.isHome(asking)) wait("working", ADDRESS);
    asking = null;
  }

  function unsubscribe() { act("working", "Giving up the address.", function () { return push.unsubscribe(); }); }
  function device() { nav.open(screens.device(push.platform || {}, state, nav.back)); }

  function show(next) {
    busy = false;
    state = next;
    document.body.setAttribute("data-state", state.kind);
    document.body.removeAttribute("data-error");
    var refused = state.reported === "refused";
    if (state.kind === "subscribed" && !refused) return readHistory();
    var run = { "needs-permission": subscribe, ready: subscribe, stale: subscribe, subscribed: subscribe }[state.kind] || check;
    // KaiOS 3 asks the user only in a key that counts as his gesture: Enter does, the soft keys do not
    // (CanUserGestureActivateTarget in Gecko's widget/TextEvents.h).
    var asks = state.kind === "needs-permission";
    var name = refused ? "refused" : state.kind;
    nav.home(screens.status(name, {
      // Who said "not now" is not asked on every start, but can still say yes.
      words: asks && !state.ask ? "postponed" : name,
      text: state.text, code: state.code, warnings: state.warnings,
      left: !asks && { run: run }, center: asks && { run: run },
      right: asks && state.ask ? { label: "Not now", run: postpone } : { label: "Info", run: device }
    }));
  }

  function fail(error, again) {
    var code = (error && error.code) || "unexpected";
    function draw() {
      busy = false;
      document.body.setAttribute("data-error", code);
      nav.home(screens.status("error", {
        text: error && error.message, code: String(code),
        // What can't succeed a second time is not offered a second time.
        left: !push ? { label: "Reload", run: reload }
          : error && error.retryable === false ? { label: "Back", run: check } : { run: again },
        right: push && { label: "Info", run: device }
      }));
    }
    if (!push) return draw();
    // Who said no to the question wants to know how to undo it, not an error code.
    var mine = turn;
    push.state().then(function (now) {
      if (mine !== turn) return;
      if (now.kind === "blocked" || now.kind === "unsupported") return show(now);
      state = now;
      draw();
    }, draw);
  }

  function readHistory() {
    var asked = turn;
    var mine = ++reading;
    push.history().then(null, function () {
      return { received: [], launched: [], unreadable: "The list can't be read on this phone. Pushes still arrive." };
    }).then(function (history) {
      // What the worker kept from the user, for example a push that only told it to load something, is no message.
      history.received = history.received.filter(function (item) { return item.shown !== false; });
      if (asked === turn && mine === reading) drawInbox(history);
    });
  }

  // Only where the inbox is what is shown: a push, or a user who comes back, takes no word of what went wrong away.
  function refreshInbox() {
    var wrong = document.body.hasAttribute("data-error");
    if (state && state.kind === "subscribed" && state.reported !== "refused" && !wrong && !busy) readHistory();
  }

  function drawInbox(history) {
    nav.home(screens.inbox(state, history, {
      open: function (item, kind) { nav.open(screens.details(item, kind, nav.back)); },
      options: function () { nav.open(options()); },
      redraw: function () { drawInbox(history); }
    }));
  }

  function options() {
    return screens.options([
      { name: "test", label: "Test notification", run: test },
      { name: "device", label: "Phone and address", run: device },
      { name: "unsubscribe", label: "Turn off notifications", run: unsubscribe }
    ], nav.back);
  }

  // The page's own notification: no server, no worker. It shows whether the phone lets the app notify at all.
  // Where it failed, a second try that succeeds would leave the error on the screen: so the way on is home.
  function test() {
    push.notify("It works", { body: "This notification came from the app itself.", tag: "test", icon: "icons/icon-112.png" })
      .then(null, function (error) { fail(error, check); });
  }

  function connect() {
    return kaipush.Push.create({
      key: config.key || undefined,
      worker: "sw.js",
      reportTo: config.reportTo || undefined,
      eventsTo: config.eventsTo || undefined,
      eventsWithin: config.eventsWithin,
      ask: config.ask,
      timeout: config.timeout,
      log: config.log
    }).then(function (created) {
      // Also for a look around in the developer tools.
      inbox.push = push = created;
      push.onlaunch = function (launch) {
        nav.open(screens.details(launch, "launched", nav.back));
        refreshInbox();
      };
      push.onreceived = refreshInbox;
      push.onchange = changed;
      // What waited for the server has arrived, or was refused for good.
      push.ondelivery = function (delivery) {
        var waits = state && (state.kind === "subscribed" || state.kind === "stale");
        // What was refused while the user waited for it is on the screen already, as an error.
        var told = delivery.outcome === "refused" && document.body.hasAttribute("data-error");
        if (waits && !told && delivery.outcome !== "retry") look();
      };
      return push.state();
    });
  }

  // Looks where the app stands, without a word to the user.
  function look() {
    if (busy || !push) return;
    var mine = ++turn;
    push.state().then(function (now) { if (mine === turn) show(now); }, function (error) { fail(error, check); });
  }

  // Pushes arrive while the app is hidden.
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden) refreshInbox();
  });

  inbox.keys.listen(nav.press);
  inbox.view.listen(nav.press);
  var missing = !(window.kaipush && kaipush.Push) ? "kaipush.js" : !window.config ? "js/config.js" : "";
  if (missing) {
    var advice = "The file " + missing + " did not load, so this app can't receive pushes. Reload, or install it again.";
    nav.home(screens.status("missing", { text: advice, left: { run: reload } }));
  } else {
    act("loading", "", connect);
  }
}());
