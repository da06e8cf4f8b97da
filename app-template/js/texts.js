// What each state is called in plain words. `advice`: where kaipush says more (state.text), that is shown instead.
inbox.texts = {
  "loading": {
    figure: "busy", heading: "One moment", text: "Looking at your notification settings."
  },
  "working": {
    figure: "busy", heading: "One moment", text: ""
  },
  "needs-permission": {
    figure: "bell", heading: "May we notify you?",
    text: "Push Inbox shows a message as soon as it is sent to you, also while the app is closed.",
    action: "Allow"
  },
  "postponed": {
    figure: "bell-off", heading: "Notifications are off",
    text: "You will not hear of new messages. You can turn notifications on here at any time.",
    action: "Allow"
  },
  "ready": {
    figure: "bell", heading: "Notifications are off",
    text: "You allowed notifications. Turn them on to get an address for messages.",
    action: "Turn on"
  },
  "stale": {
    figure: "renew", heading: "Messages may not arrive", advice: true,
    text: "This phone's address for messages has changed. Renew it to go on.",
    action: "Renew"
  },
  "refused": {
    figure: "renew", heading: "Messages can't arrive",
    text: "Our server did not take this phone's address. Try again, or update the app.",
    action: "Try again"
  },
  "blocked": {
    figure: "bell-off", heading: "Notifications are blocked", advice: true,
    text: "To undo this, open Settings, Privacy & Security, App Permissions, Push Inbox, " +
      "set Notifications to Allow, then come back.",
    action: "Check"
  },
  "unsupported": {
    figure: "bell-off", heading: "No push here", advice: true,
    text: "This phone, or this version of the app, cannot receive pushes. A system update may help.",
    action: "Check"
  },
  "error": {
    figure: "alert", heading: "That did not work", advice: true,
    text: "Something went wrong that we did not expect.",
    action: "Retry"
  },
  "missing": {
    figure: "alert", heading: "A part is missing", advice: true,
    text: "A file did not load.",
    action: "Reload"
  },
  // State may get new kinds in later versions of kaipush.
  "unknown": {
    figure: "alert", heading: "Unknown state", advice: true,
    text: "This app is older than the push library it runs on. Please update the app.",
    action: "Check"
  }
};

// How a launch reached the app (launch.via).
inbox.via = {
  openapp: "KaiOS started the app",
  message: "The app was already open",
  url: "A window was opened",
  notification: "The app's own notification",
  storage: "It waited in the phone"
};

inbox.slow = "This takes longer than usual. The network may be slow.";
