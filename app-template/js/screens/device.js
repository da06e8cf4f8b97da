// What kaipush found out about this phone, and the address it got: the first thing to read when a push stays away.
inbox.screens.device = function (platform, state, back) {
  var subscription = (state && state.subscription) || {};
  return {
    name: "device",
    title: "This phone",
    content: inbox.warnings(state && state.warnings).concat([
      inbox.row("State", state && state.kind + (state.code ? " (" + state.code + ")" : ""), "state"),
      inbox.row("System", [platform.system, platform.version].join(" ").trim(), "system"),
      inbox.row("Engine", platform.gecko && "Gecko " + platform.gecko, "gecko"),
      inbox.row("App type", platform.appType, "appType"),
      inbox.row("Core", platform.core, "core"),
      inbox.row("Encodings", platform.encodings && platform.encodings.join(", "), "encodings"),
      inbox.row("Address for pushes", subscription.endpoint, "endpoint"),
      inbox.row("Reported to", config.reportTo, "reportTo")
    ]),
    center: { label: "OK", run: back }
  };
};
