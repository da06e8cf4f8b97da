// Draws one screen: title, content, and the soft-key bar, which is the app's own job on KaiOS.
//
// A screen is { name, title, content: [elements], look?, list?, press?(key), left?, center?, right? };
// a soft key is { label, run }; `look` is its class where several screens share one.
// body[data-screen] names the screen that is shown: a handle for tests.
inbox.view = (function () {
  var title = document.getElementById("title");
  var main = document.getElementById("main");
  var footer = document.getElementById("softkeys");
  var scroller = main;
  var bar = {
    left: document.getElementById("soft-left"),
    center: document.getElementById("soft-center"),
    right: document.getElementById("soft-right")
  };

  function draw(screen) {
    document.body.setAttribute("data-screen", screen.name);
    title.textContent = screen.title;
    inbox.clear(main);
    var look = (screen.look || screen.name) + (screen.list ? " listing" : "");
    main.appendChild(inbox.el("div", { class: "screen " + look }, screen.content));
    main.scrollTop = 0;
    Object.keys(bar).forEach(function (side) {
      bar[side].textContent = screen[side] ? screen[side].label : "";
      bar[side].disabled = !screen[side];
    });
    scroller = screen.list ? screen.list.element : main;
    if (screen.list) screen.list.start();
    mark();
  }

  // A small arrow in the bar says that there is more below: phones have no scroll bars.
  function mark() {
    var below = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    footer.setAttribute("data-more", String(below > 4));
  }

  function scroll(name) {
    if (name !== "ArrowUp" && name !== "ArrowDown") return false;
    main.scrollTop += name === "ArrowDown" ? 40 : -40;
    return true;
  }

  // `scroll` does not bubble, but it can be caught on its way down to a list.
  main.addEventListener("scroll", mark, true);
  window.addEventListener("resize", mark);

  // Mouse and touch press the labels as if they were the keys.
  function listen(press) {
    Object.keys(bar).forEach(function (side) {
      bar[side].addEventListener("mousedown", function (event) { event.preventDefault(); });
      bar[side].addEventListener("click", function () { press(bar[side].getAttribute("data-key")); });
    });
  }

  return { draw: draw, scroll: scroll, listen: listen };
}());
