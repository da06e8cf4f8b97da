// Names that KaiOS' fork of Gecko has although Firefox got them later than the version it descends
// from. `since` is the first of those versions.

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
];
