// Where the app runs, as the real `push.platform` has it, and what follows from that (model/src/platform).

const LEGACY = ["aesgcm"];
const PLATFORMS = {
  "kaios2.5": { version: "2.5.1", gecko: 48, appType: "hosted", core: "js", encodings: LEGACY },
  kaios3: { version: "3.1", gecko: 84, appType: "pwa", core: "wasm", encodings: LEGACY },
  kaios4: { version: "4.0", gecko: 123, appType: "pwa", core: "wasm", encodings: LEGACY },
  web: { version: "", gecko: 128, appType: "page", core: "wasm", encodings: ["aes128gcm", "aesgcm"] },
};

/** A platform of which some is given; the rest is as on a phone of that system. */
export function platformOf({ system = "kaios3", ...given }) {
  const platform = { system, ...PLATFORMS[system], ...given };
  // The policy of packages on 4.0 refuses WebAssembly.
  if (system === "kaios4" && isPackage(platform)) platform.core = given.core ?? "js";
  return platform;
}

/** KaiOS 3 and 4 prompt only web apps, and 2.5 at any time (model/src/permission/assess.rs). */
export function needsGesture(platform) {
  return platform.system !== "kaios2.5" && !isPackage(platform);
}

function isPackage({ appType }) {
  return appType === "signed" || appType === "certified";
}
