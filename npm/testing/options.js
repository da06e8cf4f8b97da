// The options of a notification as WebIDL takes them: what is of no such type is refused, what the dictionary does not
// know is dropped without a word, and a test hears of it. Source: dom/webidl/Notification.webidl of KaiOS' Gecko.

const DIRECTIONS = ["auto", "ltr", "rtl"];
const TEXTS = ["body", "tag", "icon", "lang", "image"];

/** A copy of what the system takes; throws the worker's `TypeError`. */
export function takenOptions(given, realm, system, logs) {
  const refuse = (text) => { throw new realm.TypeError(text); };
  const options = known(dictionary(given, "NotificationOptions"), system.options, "");
  if ((options.mozbehavior ?? null) !== null) options.mozbehavior = behavior(options.mozbehavior);
  for (const name of TEXTS) {
    if (name in options) options[name] = String(options[name]);
  }
  if ("dir" in options && !DIRECTIONS.includes(options.dir = String(options.dir))) {
    refuse(`'${options.dir}' (value of 'dir' member of NotificationOptions) is not a valid value for enumeration`
      + " NotificationDirection.");
  }
  if ("actions" in options) options.actions = actions(options.actions);
  return structuredClone(options);

  function dictionary(value, what) {
    if (value !== undefined && value !== null && Object(value) !== value) {
      refuse(`${what} can't be converted to a dictionary.`);
    }
    return value ?? {};
  }

  function sequence(value, what) {
    if (Object(value) !== value || typeof value[Symbol.iterator] !== "function") {
      refuse(`${what} can't be converted to a sequence.`);
    }
    return Array.from(value);
  }

  function known(from, names, prefix) {
    const kept = {};
    for (const name of Object.keys(from)) {
      if (!names.includes(name)) logs.phone(`${prefix}${name} does nothing on ${system.name}`);
      else if (from[name] !== undefined) kept[name] = from[name];
    }
    return kept;
  }

  function behavior(value) {
    const asGiven = dictionary(value, "'mozbehavior' member of NotificationOptions");
    const kept = known(asGiven, system.behavior, "mozbehavior.");
    if ("vibrationPattern" in kept) {
      const pattern = sequence(kept.vibrationPattern, "'vibrationPattern' member of NotificationBehavior");
      // `unsigned long`: what is no number is 0.
      kept.vibrationPattern = pattern.map((each) => each >>> 0);
    }
    return kept;
  }

  function actions(value) {
    const all = sequence(value, "'actions' member of NotificationOptions");
    for (const one of all) {
      const action = dictionary(one, "Element of 'actions' member of NotificationOptions");
      for (const name of ["action", "title"]) {
        if (action[name] === undefined) refuse(`Missing required '${name}' member of NotificationAction.`);
      }
    }
    if (all.length > 2) {
      logs.phone(`only the first two of ${all.length} actions are shown (Notification.maxActions)`);
    }
    return all.slice(0, 2);
  }
}
