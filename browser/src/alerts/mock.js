// Stands in for the system's alerts service: keeps what is shown, and clicks and
// closes as a user would. Firefox' side of every notification stays real.
const CONTRACT = "@mozilla.org/alerts-service;1";

// The open pages of an origin, by the number of their tab.
const pagesOf = (principal) =>
  Array.from(Services.wm.getEnumerator("navigator:browser"))
    .flatMap((window) => window.gBrowser.browsers)
    .filter((browser) => principal?.origin == browser.contentPrincipal?.origin)
    .map((browser) => browser.browserId);

class Alerts {
  QueryInterface = ChromeUtils.generateQI(["nsIAlertsService", "nsIAlertsDoNotDisturb"]);
  manualDoNotDisturb = false;
  suppressForScreenSharing = false;
  entries = [];

  get wrappedJSObject() {
    return this;
  }

  // nsIAlertsService

  showAlert(alert, listener) {
    // A notification with the tag of an older one comes under the same name; the
    // old one is over then, and Firefox has to hear it from us, as from all its backends. One of
    // another system's may have no word for it.
    const old = this.entries.find((one) => one.alert.name == alert.name && !one.closed);
    if (old && Services.prefs.getBoolPref("kaipush.alerts.tell-replaced", true)) {
      this.finish(old, "replaced");
    } else if (old) {
      old.closed = "replaced";
    }
    this.entries.push({
      seq: this.entries.length + 1,
      alert,
      listener,
      closed: null,
      at: Date.now(),
      pages: pagesOf(alert.principal),
    });
    // Without it the promise of showNotification never settles.
    Services.tm.dispatchToMainThread(() => {
      listener?.observe(null, "alertshow", alert.cookie);
    });
  }

  closeAlert(name, _contextClosed) {
    const entry = this.entries.find((one) => one.alert.name == name && !one.closed);
    if (entry) {
      this.finish(entry, "page");
    }
  }

  getHistory() {
    return this.showing().map((one) => one.alert.name);
  }

  teardown() {}

  pbmTeardown() {}

  // For the tests

  showing() {
    return this.entries.filter((one) => !one.closed);
  }

  // Of one origin only: a browser that serves many tests has hundreds.
  list(origin) {
    const own = this.entries.filter((one) => one.alert.principal?.origin == origin);
    const open = own.length ? pagesOf(own[0].alert.principal) : [];
    return own.map(({ seq, alert, closed, at, pages }) => ({
      seq,
      name: alert.name,
      origin: alert.principal?.origin ?? "",
      title: alert.title,
      text: alert.text,
      image: alert.imageURL ?? "",
      dir: alert.dir,
      lang: alert.lang,
      require_interaction: alert.requireInteraction,
      silent: alert.silent,
      actions: Array.from(alert.actions, ({ action, title }) => ({ action, title })),
      closed,
      at,
      app_stays: open.some((page) => pages.includes(page)),
    }));
  }

  click(seq, action) {
    const { alert, listener } = this.shown(seq);
    let subject = null;
    if (action !== null) {
      subject = alert.actions.find((one) => one.action == action);
      if (!subject) {
        const names = alert.actions.map((one) => one.action).join(", ") || "none";
        throw new Error(`alert ${seq} has no action ${action}; it has: ${names}`);
      }
    }
    listener.observe(subject, "alertclickcallback", alert.cookie);
  }

  close(seq) {
    this.finish(this.shown(seq), "user");
  }

  shown(seq) {
    const entry = this.entries[seq - 1];
    if (!entry) {
      throw new Error(`there is no alert ${seq}`);
    }
    if (entry.closed) {
      throw new Error(`alert ${seq} is no longer shown (closed: ${entry.closed})`);
    }
    return entry;
  }

  finish(entry, reason) {
    entry.closed = reason;
    entry.listener?.observe(null, "alertfinished", entry.alert.cookie);
  }
}

const alerts = new Alerts();
Components.manager.QueryInterface(Ci.nsIComponentRegistrar).registerFactory(
  Services.uuid.generateUUID(),
  "kaipush alerts",
  CONTRACT,
  {
    QueryInterface: ChromeUtils.generateQI(["nsIFactory"]),
    createInstance: (iid) => alerts.QueryInterface(iid),
  },
);
