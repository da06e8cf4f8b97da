// WebDriver has no code for a phone's keys; the browser's own input processor
// takes any name.
const [key] = arguments;
const processor = Cc["@mozilla.org/text-input-processor;1"].createInstance(
  Ci.nsITextInputProcessor,
);
if (!processor.beginInputTransactionForTests(window)) {
  throw new Error("the window takes no keys now");
}
gBrowser.selectedBrowser.focus();
const event = new KeyboardEvent("", { key });
processor.keydown(event);
processor.keyup(event);
