// A list for the D-pad. `entries` is [{ element, value }]; `position` is where to begin.
// The entry in use has aria-selected="true" (styles and tests look there) and the focus (for the screen reader).
inbox.list = function (entries, position) {
  var index = -1;
  var element = inbox.el("div", { class: "list", role: "listbox" }, entries.map(function (entry) {
    entry.element.setAttribute("role", "option");
    entry.element.setAttribute("tabindex", "-1");
    entry.element.setAttribute("aria-selected", "false");
    return entry.element;
  }));

  // scrollIntoView knows no "nearest" before Firefox 58, so the list moves itself.
  function reveal(item) {
    var bottom = item.offsetTop + item.offsetHeight;
    if (item.offsetTop < element.scrollTop) element.scrollTop = item.offsetTop;
    if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
  }

  function select(next) {
    if (!entries.length) return;
    if (entries[index]) entries[index].element.setAttribute("aria-selected", "false");
    index = (next + entries.length) % entries.length;
    var item = entries[index].element;
    item.setAttribute("aria-selected", "true");
    // In this order: what is in view already, focus() leaves where it is.
    reveal(item);
    item.focus();
  }

  function press(name) {
    if (!entries.length || (name !== "ArrowUp" && name !== "ArrowDown")) return false;
    select(index + (name === "ArrowDown" ? 1 : -1));
    return true;
  }

  return {
    element: element,
    press: press,
    // To be called once the list is on the page: before that, nothing can be focused or scrolled.
    // Coming back to a list finds it where it was.
    start: function () { select(index < 0 ? position || 0 : index); },
    // Also of a list that was not shown yet: the inbox may be drawn again below the message that is read.
    selected: function () {
      var entry = entries[index < 0 ? position || 0 : index];
      return entry && entry.value;
    }
  };
};
