// Answers with a list of what this Firefox no longer has. Runs before the mock
// alerts service takes the place of the real one.
const changes = [];

const expect = (name, members, get) => {
  let object;
  try {
    object = get();
  } catch (error) {
    changes.push(`${name} can't be reached (${error.message})`);
    return;
  }
  for (const member of members) {
    if (!(member in object)) {
      changes.push(`${name}.${member} is missing`);
    }
  }
};

const remote = (file, name) =>
  ChromeUtils.importESModule(`chrome://remote/content/shared/${file}.sys.mjs`)[name];

expect("nsIAlertsService", ["showAlert", "closeAlert"], () =>
  Cc["@mozilla.org/alerts-service;1"].getService(Ci.nsIAlertsService),
);
expect(
  "nsIAlertNotification",
  [
    "name", "title", "text", "imageURL", "cookie", "dir", "lang", "principal",
    "requireInteraction", "silent", "actions",
  ],
  () => Cc["@mozilla.org/alert-notification;1"].createInstance(Ci.nsIAlertNotification),
);
expect("nsIPushNotifier", ["notifyPush", "notifyPushWithData", "notifySubscriptionChange"], () =>
  Cc["@mozilla.org/push/Notifier;1"].getService(Ci.nsIPushNotifier),
);
expect(
  "nsIServiceWorkerManager",
  ["getAllRegistrations", "registerForTest", "unregister"],
  () => Cc["@mozilla.org/serviceworkers/manager;1"].getService(Ci.nsIServiceWorkerManager),
);
expect("nsIConsoleAPIStorage", ["addLogEventListener"], () =>
  Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage),
);
expect("TabManager", ["allTabs", "getBrowserForTab"], () => remote("TabManager", "TabManager"));
expect("NavigableManager", ["getIdForBrowser", "getBrowserById"], () =>
  remote("NavigableManager", "NavigableManager"),
);
expect("MarionetteCommands", ["executeScript"], () =>
  gBrowser.selectedBrowser.browsingContext.currentWindowGlobal.getActor("MarionetteCommands"),
);
return changes;
