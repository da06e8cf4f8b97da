// A menu: `choices` is [{ name, label, run }].
inbox.screens.options = function (choices, back) {
  var list = inbox.list(choices.map(function (choice) {
    return { value: choice, element: inbox.el("div", { class: "choice", "data-name": choice.name }, choice.label) };
  }));
  return {
    name: "options",
    title: "Options",
    list: list,
    content: [list.element],
    left: { label: "Back", run: back },
    center: {
      label: "Select",
      run: function () {
        var choice = list.selected();
        back();
        choice.run();
      }
    }
  };
};
