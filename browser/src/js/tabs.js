// Lists the tabs without touching which one is in front.
const remote = (name) =>
  ChromeUtils.importESModule(`chrome://remote/content/shared/${name}.sys.mjs`)[name];
const tabs = remote("TabManager");
return Array.from(tabs.allTabs, (tab) => {
  const browser = tabs.getBrowserForTab(tab);
  return {
    handle: remote("NavigableManager").getIdForBrowser(browser),
    url: browser.currentURI.spec,
    title: browser.contentTitle,
    front: tab.selected,
    loading: browser.webProgress?.isLoadingDocument ?? false,
  };
});
