// A window is never as narrow as a phone, but the page's frame in it may be.
// One sheet for the whole browser also holds in tabs opened later.
const sheets = Cc["@mozilla.org/content/style-sheet-service;1"].getService(
  Ci.nsIStyleSheetService,
);
const state = Cu.getGlobalForObject(Services).kaipush;
if (state.viewport) {
  sheets.unregisterSheet(state.viewport, sheets.AGENT_SHEET);
  state.viewport = null;
}
const [size] = arguments;
if (size) {
  const [width, height] = size;
  const css = `.browserStack > browser[type="content"] {
    min-width: ${width}px !important; max-width: ${width}px !important;
    min-height: ${height}px !important; max-height: ${height}px !important;
  }`;
  state.viewport = Services.io.newURI(`data:text/css,${encodeURIComponent(css)}`);
  sheets.loadAndRegisterSheet(state.viewport, sheets.AGENT_SHEET);
}
