// The question for the notification permission. Firefox asks in a panel of its toolbar, which is not
// on the phone: the same question, with the same buttons behind it, is asked here.
let question = null;

const showPopup = PopupNotifications.show;
PopupNotifications.show = function (browser, id, message, anchor, allow, others, options) {
  // A dismissed one is no question: the request came outside of a key press, and was refused.
  if (id != "web-notifications" || options?.dismissed) {
    return showPopup.apply(this, arguments);
  }
  question = { browser, allow, deny: others.at(-1), ended: options?.eventCallback };
  draw();
  return { remove: () => endQuestion(true), browser, id };
};

// Who leaves the page, or goes on without an answer, has given none.
function endQuestion(withoutAnswer) {
  const { ended } = question ?? {};
  question = null;
  ended?.("removed", null, withoutAnswer);
  draw();
}

function answer(isAllowed) {
  if (!question) {
    throw new Error("the phone asks for nothing now");
  }
  const { allow, deny } = question;
  (isAllowed ? allow : deny).callback({ checkboxChecked: false, source: "button" });
  endQuestion(false);
  phone.notes.push(`the user ${isAllowed ? "allows" : "denies"} notifications`);
  gBrowser.selectedBrowser.focus();
}

const isAsking = () => Boolean(question) && question.browser == gBrowser.selectedBrowser;
gBrowser.addTabsProgressListener({
  onLocationChange(browser, progress, request, uri, flags) {
    const isSame = flags & Ci.nsIWebProgressListener.LOCATION_CHANGE_SAME_DOCUMENT;
    if (question?.browser == browser && progress.isTopLevel && !isSame) {
      endQuestion(true);
    }
  },
});
gBrowser.tabContainer.addEventListener("TabClose", ({ target }) => {
  if (question?.browser == target.linkedBrowser) {
    endQuestion(true);
  }
});
gBrowser.tabContainer.addEventListener("TabSelect", () => draw());
