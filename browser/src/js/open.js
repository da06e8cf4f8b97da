// Opens a tab in front. WebDriver's own command needs a current tab, which there
// is not after a test has closed its own.
const tab = gBrowser.addTrustedTab("about:blank", { inBackground: false });
const { NavigableManager } = ChromeUtils.importESModule(
  "chrome://remote/content/shared/NavigableManager.sys.mjs",
);
return NavigableManager.getIdForBrowser(tab.linkedBrowser);
