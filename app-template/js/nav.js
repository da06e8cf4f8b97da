// Which screen is on top. The first is home (the state of push); the others lie above it until the user goes back.
inbox.nav = (function () {
  var screens = [];
  var sides = { SoftLeft: "left", Enter: "center", SoftRight: "right" };

  function top() { return screens[screens.length - 1]; }

  function redraw() { inbox.view.draw(top()); }

  function isHome(screen) { return screens[0] === screen; }

  // Home may change while the user reads a message above it.
  function home(screen) {
    screens[0] = screen;
    if (screens.length === 1) redraw();
    return screen;
  }

  // A second message takes the place of the first: one press goes back home.
  function open(screen) {
    if (screens.length > 1 && top().name === screen.name) screens.pop();
    screens.push(screen);
    redraw();
  }

  function back() {
    if (screens.length < 2) return false;
    screens.pop();
    redraw();
    return true;
  }

  function press(name) {
    var screen = top();
    if (name === "Backspace") return back();
    if (screen.list && screen.list.press(name)) return true;
    if (screen.press && screen.press(name)) return true;
    if (!sides[name]) return inbox.view.scroll(name);
    // Where the middle has nothing of its own, the centre key does what the left one says.
    var softkey = screen[sides[name]] || (name === "Enter" && screen.left);
    if (softkey) softkey.run();
    return true;
  }

  return { home: home, isHome: isHome, open: open, back: back, press: press };
}());
