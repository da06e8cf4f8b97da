// Presses a button of the permission prompt; false when none is open.
const [button] = arguments;
const panel = PopupNotifications.panel;
const prompt = [...panel.children].find(
  (child) => child.id == "web-notifications-notification",
);
if (panel.state != "open" || !prompt) {
  return false;
}
prompt[button].click();
return true;
