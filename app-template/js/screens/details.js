// One message in full. A message that opened the app says so on top, with the button that was pressed.
(function () {
  function data(value) {
    if (value === undefined || value === null || typeof value === "string") return value;
    try {
      return JSON.stringify(value);
    } catch (error) {
      // A notification's data may hold what JSON can't, a cycle for example.
      return String(value);
    }
  }

  function banner(launch) {
    return inbox.el("div", { class: "banner", "data-action": launch.action || "", "data-via": launch.via }, [
      inbox.el("span", {}, "Opened from: "),
      inbox.el("strong", {}, launch.action ? "button \u201c" + launch.action + "\u201d" : "notification")
    ]);
  }

  inbox.screens.details = function (item, kind, back) {
    var launched = kind === "launched";
    return {
      name: "details",
      title: launched ? "Opened" : "Message",
      content: [
        launched && banner(item),
        inbox.el("article", {
          "data-kind": kind, "data-title": item.title, "data-tag": item.tag, "data-id": item.id
        }, [
          inbox.el("h2", { "data-field": "title", dir: "auto" }, item.title || "(no title)"),
          inbox.el("p", { class: "body", "data-field": "body", dir: "auto" }, item.body || ""),
          inbox.row(launched ? "Opened at" : "Received", inbox.when(item.at), "at"),
          inbox.row("How", inbox.via[item.via] || item.via, "via"),
          inbox.row("Tag", item.tag, "tag"),
          inbox.row("Link", item.url, "url"),
          inbox.row("Data", data(item.data), "data")
        ])
      ],
      // Only a new window is where the click leads; this app has one page, so it goes there when it is told to.
      left: launched && item.url && item.url !== location.href && {
        label: "Link", run: function () { location.href = item.url; }
      },
      center: { label: "OK", run: back }
    };
  };
}());
