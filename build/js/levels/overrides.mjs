// Names that an engine of KaiOS has although MDN's data dates them later: the fork was first, or the
// data is wrong. `since` is the first version of Gecko it holds for.

const SHOWN_25 = "dom/webidl/Notification.webidl of KaiOS 2.5's Gecko";
const SHOWN_3 = "dom/webidl/Notification.webidl of KaiOS 3's Gecko";

export const OVERRIDES = [
  { name: "NotificationEvent.action", since: 48, source: "dom/webidl/NotificationEvent.webidl of KaiOS 2.5's Gecko" },
  { name: "Notification.actions", since: 48, source: SHOWN_25 },
  { name: "Notification.maxActions", since: 48, source: SHOWN_25 },
  { name: "Notification.requireInteraction", since: 48, source: SHOWN_25 },
  { name: "Notification.image", since: 84, source: SHOWN_3 },
  { name: "Notification.silent", since: 84, source: SHOWN_3 },
  { name: "Notification.vibrate", since: 84, source: SHOWN_3 },
  // The interface had a stringifier long before the 54 of the data.
  { name: "URL.toString", since: 48, source: "dom/webidl/URL.webidl of Gecko before Firefox 54" },
];
