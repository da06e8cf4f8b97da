// What all scripts share: the state that the simulator gave last, and what the user wants since.
const phone = {
  state: { profile: "", app: null, refused: null, notices: [], toast: null, dialog: null, profiles: [] },
  outbox: [],
  notes: [],
  // Which of the system's own screens is asked for: "" or "notices".
  view: "",
  // What the phone is busy with, until the simulator has answered.
  busy: "",
};

// Tells the simulator; `busy` is shown until it is done.
function act(action, busy = "") {
  phone.outbox.push(action);
  phone.busy = busy || phone.busy;
  draw();
}

// The app's tabs: those of its origin.
function tabs() {
  const origin = phone.state.app?.origin;
  return gBrowser.tabs.filter((tab) => origin && tab.linkedBrowser.currentURI.spec.startsWith(`${origin}/`));
}

function place() {
  const open = tabs();
  if (open.includes(gBrowser.selectedTab)) {
    return "front";
  }
  return open.length ? "background" : "closed";
}

// The blank tab behind the home screen: with it in front the app's page is hidden, as on a phone.
function goHome() {
  const blank = gBrowser.tabs.find((tab) => tab.linkedBrowser.currentURI.spec == "about:blank" && !tab.linkedBrowser.webProgress?.isLoadingDocument);
  gBrowser.selectedTab = blank ?? gBrowser.addTrustedTab("about:blank", { inBackground: true });
}

function toFront() {
  const [tab] = tabs();
  if (tab) {
    gBrowser.selectedTab = tab;
    tab.linkedBrowser.focus();
  }
  return Boolean(tab);
}
