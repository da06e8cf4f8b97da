/** kaipush for the page. The worker's side is `KaipushWorker`, the global `kaipush` there. */

/** What the app tells kaipush. */
export interface Config {
  /**
   * The address of the app's service worker, such as `/sw.js`. One at another address than before takes the place of
   * the old at the app's next start.
   */
  worker: string;
  /** The public VAPID key of the app's server. Without it only empty pushes can arrive. */
  key?: string;
  /**
   * The worker's scope; by default the folder of its script. On KaiOS 2.5 it must be the folder that
   * holds manifest.webapp, or the state is `unsupported` with the code `scope-not-root`. Whatever kaipush keeps, it
   * keeps apart from apps with other scopes.
   */
  scope?: string;
  /**
   * Where the app's server takes subscriptions, their end, and the app's values: an address of `http:` or
   * `https:`. A package has no server at its own origin and gives the whole of it.
   */
  reportTo?: string;
  /**
   * Where the full worker tells what became of each push: delivered, clicked, dismissed. Nobody is
   * told by default. An address like `reportTo`.
   */
  eventsTo?: string;
  /** They are told at a random time within so many milliseconds; 25000 by default and at most. */
  eventsWithin?: number;
  /**
   * Milliseconds that each step may take; 20000 by default, 600000 at most. A request of the worker's may
   * take 4000 at most.
   */
  timeout?: number;
  /** When the app's own question may be put, before the system's: `State.ask`. */
  ask?: {
    /** Not before the start of this number; 1 by default. A reload is no new start. */
    visits?: number;
    /** Not before so many seconds have passed since the first start; 0 by default. */
    after?: number;
    /**
     * Days to wait after the first "not now", after the second, and so on; `[7, 30]` by default.
     * After the last of them never again.
     */
    again?: number[];
  };
  /** What the page writes to the console; `"warnings"` by default. The worker's is a setting of its own. */
  log?: Log;
}

/** What is written to the console: `"all"` adds each step to the warnings. */
export type Log = "none" | "warnings" | "all";

/** Where the app stands. */
export interface State {
  kind: "unsupported" | "needs-permission" | "blocked" | "ready" | "subscribed" | "stale";
  /** Why, of `unsupported` and `blocked`. */
  code?: ErrorCode;
  /** What to do about it, in plain words; of `unsupported` and `blocked`. */
  text?: string;
  /** Of `needs-permission`: ask in a key handler. */
  gesture?: boolean;
  /**
   * Of `needs-permission`: this is a good moment for the app's own question, by the rule `Config.ask`.
   * `requestPermission` and `subscribe` ask at any time.
   */
  ask?: boolean;
  /** Of `subscribed`, and of `stale` unless the browser has dropped it. */
  subscription?: Subscription;
  /**
   * Of `subscribed`: whether the app's server knows. `pending`: kaipush tries again by itself.
   * `refused`: the server does not want it; `subscribe` tries again. Absent where the app has named no
   * server (`Config.reportTo`): then nobody knows the subscription.
   */
  reported?: "yes" | "pending" | "refused";
  /** What stops nothing but will surprise; `text` says what to do. */
  warnings: { code: WarningCode; about: string; text: string }[];
}

export interface Subscription {
  endpoint: string;
  keys: { auth: string; p256dh: string };
}

/** Where the app runs. */
export interface Platform {
  system: "kaios2.5" | "kaios3" | "kaios4" | "web";
  version: string;
  gecko: number;
  appType: "hosted" | "privileged" | "certified" | "signed" | "pwa" | "page";
  core: "wasm" | "js";
  /** The content encodings that arrive here, best first. */
  encodings: ("aesgcm" | "aes128gcm")[];
}

/** A click on a notification. */
export interface Launch {
  id: string;
  /** The button; empty for the notification itself. */
  action: string;
  title: string;
  body?: string;
  tag?: string;
  /**
   * Where the click leads, as a whole address: of the app's own origin, or of one that the worker allows.
   * Only a new window is there already (`via` is `"url"`); elsewhere the app goes there itself.
   */
  url?: string;
  data?: unknown;
  /** How many pushes the notification stood for, where the worker has `unread` or `flood`. */
  count?: number;
  via: "openapp" | "message" | "url" | "notification" | "storage";
  /** Milliseconds since 1970. */
  at: number;
}

/** A push that came, or a notification that was closed. */
export interface Entry {
  at: number;
  title: string;
  body?: string;
  tag?: string;
  /** Whole, where a click may lead there. */
  url?: string;
  data?: unknown;
  /** False where the app's handler chose to show nothing, or the page in front took it. */
  shown: boolean;
  /** Of those that were closed. */
  how?: How;
  /** The button that closed it and opened nothing. */
  action?: string;
}

/**
 * How a notification ended. `"user"`: dismissed, and nothing speaks against it. `"replaced"`: a newer
 * one has its tag. `"code"`: the app's own code closed it, or kaipush after a click.
 */
export type How = "user" | "replaced" | "code" | "unknown";

/** A button. It opens the app, unless it posts or says otherwise. */
export interface Action {
  action: string;
  title: string;
  /** Where it leads, if not where the notification leads. */
  url?: string;
  /** The worker sends `{ key, action, id, tag, data }` there, to the app's own origin or one in `allow`. */
  post?: string;
  /** Whether the app is opened; false by default where there is `post`. */
  open?: boolean;
}

/** A request to the app's server that is about to be sent. */
export interface ServerRequest {
  readonly kind: "subscription" | "unsubscription" | "app" | "event" | "answer";
  /** The value's name, of `app`. */
  readonly name: string;
  url: string;
  method: string;
  headers: Record<string, string>;
  /** JSON. */
  body: string;
}

/**
 * May change the request, or give another, such as one with a token; what that leaves out stays, but
 * `headers` are taken as a whole. What it throws means later.
 */
export type ShapeRequest = (
  request: ServerRequest,
) => Partial<ServerRequest> | null | void | Promise<Partial<ServerRequest> | null | void>;

/** One try to tell the app's server something. */
export interface Delivery {
  kind: "subscription" | "unsubscription" | "app" | "event" | "answer";
  /** The value's name, of `app`. */
  name: string;
  /** `retry`: it is tried again. `refused`: it was given up. */
  outcome: "done" | "retry" | "refused";
  /** 0 where no answer came, 302 for any redirect. */
  status: number;
  /** `report-failed` or `report-refused`. */
  code?: ErrorCode;
}

/** KaiOS' own options of a notification. */
export interface Behavior {
  /** Do not wake the screen. */
  noscreen?: boolean;
  /** Survive "clear all" in the list of notices. */
  noclear?: boolean;
  /** Do not come again after a reboot. */
  showOnlyOnce?: boolean;
  /** At most about two seconds of it are played. */
  soundFile?: string;
  /** Milliseconds on, off, on …; five seconds at most, and only if the first is not 0. */
  vibrationPattern?: number[];
  /** Whether sound and vibration repeat, and for how many milliseconds. Since KaiOS 2.5.4. */
  loopControl?: {
    sound?: boolean;
    soundMaxDuration?: number;
    vibration?: boolean;
    vibrationMaxDuration?: number;
  };
}

/** A notification of the page's own. */
export interface PageNotification {
  body?: string;
  tag?: string;
  icon?: string;
  image?: string;
  lang?: string;
  dir?: "auto" | "ltr" | "rtl";
  /** What JSON can hold; it comes back with the click. What JSON can't write may be lost on the way. */
  data?: unknown;
  requireInteraction?: boolean;
  silent?: boolean;
  vibrate?: number | number[];
  mozbehavior?: Behavior;
}

/** What an `onpush` handler may answer. */
export interface PushNotification extends PageNotification {
  title?: string;
  /** Where a click leads; see `Launch.url`. */
  url?: string;
  /** Two at most. */
  actions?: Action[];
}

/** What a server sends, as JSON; docs/payload.md. */
export interface PushPayload extends PushNotification {
  /** At most 200 bytes. A push that comes again with it is shown once; it is the tag where there is none. */
  id?: string;
  /** The names of texts in `kaipush.texts`, and what goes into their `{0}`, `{1}` …. */
  title_loc_key?: string;
  title_loc_args?: string[];
  body_loc_key?: string;
  body_loc_args?: string[];
  /** Needed with `kaipush.owns = "marked"` only. */
  kaipush?: unknown;
}

/** What can go wrong; docs/errors.md says what to do about each. */
export type ErrorCode =
  | "key-empty"
  | "key-not-base64"
  | "key-is-private"
  | "key-is-der"
  | "key-compressed"
  | "key-wrong-length"
  | "key-wrong-form"
  | "key-refused"
  | "config-wrong"
  | "serviceworker-permission-missing"
  | "push-permission-missing"
  | "notification-permission-missing"
  | "scope-not-root"
  | "no-service-worker"
  | "no-push"
  | "no-notification"
  | "permission-blocked"
  | "permission-not-granted"
  | "worker-register-failed"
  | "worker-redundant"
  | "worker-timeout"
  | "subscribe-timeout"
  | "subscribe-failed"
  | "unsubscribe-failed"
  | "report-failed"
  | "report-refused"
  | "outbox-full"
  | "notify-failed"
  | "storage-failed"
  | "no-system-messages"
  | "system-message-refused"
  | "system-message-taken"
  | "system-message-failed"
  | "core-failed"
  | "core-loading";

/** What stops nothing, but will surprise; see docs/errors.md. */
export type WarningCode =
  | "no-key"
  | "option-ignored"
  | "actions-dropped"
  | "field-wrong"
  | "payload-broken"
  | "target-refused"
  | "messages-entry-missing"
  | "permissions-entry-missing"
  | "open-failed"
  | "answer-failed"
  | "system-message-unknown"
  | "handler-failed"
  | "store-failed"
  | "push-failed"
  | "click-failed"
  | "close-failed"
  | "systemmessage-failed"
  | "core-restarted"
  | "core-failed"
  | "text-cut"
  | "quota-spent"
  | "content-failed"
  | "text-missing"
  | "foreground-failed"
  | "request-handler-failed"
  | "renew-failed"
  | "storage-refused";

/** Every error thrown by kaipush. */
export interface KaipushError extends Error {
  /** A stable name, such as `key-is-private`. */
  code: ErrorCode;
  /** Whether the same call may succeed later. */
  retryable: boolean;
  cause?: unknown;
}

/** Not a class: made by `Push.create`, once the core is there. */
export const Push: { create(config: Config): Promise<Push> };

/** What is set as a handler must be a function, `null` or `undefined`; anything else throws `config-wrong`. */
export interface Push {
  readonly platform: Platform;
  /** Never rejects. */
  state(): Promise<State>;
  /** Call it in the key handler. Never rejects. */
  requestPermission(): Promise<State>;
  /** The user said "not now" to the app's own question: `ask` is false for some days. Never rejects. */
  postpone(): Promise<State>;
  /**
   * Asks if need be, registers, subscribes, reports. Call it in the key handler. Resolves with the state that was
   * reached: where the user says no, or push can't work here, that is not `subscribed`. Rejects with the step that
   * failed, such as `report-refused` where the server does not want the subscription.
   */
  subscribe(): Promise<State>;
  /** The server is told now, or later if it can't be reached. */
  unsubscribe(): Promise<State>;
  /**
   * Told every new state, whoever changed it: a call of the app's own, the user in Settings, another
   * page of the app, the worker. New is one that differs from what the app was last told or given.
   */
  set onchange(handler: ((state: State) => void) | null | undefined);
  /**
   * Has the server keep a value beside the subscription: topics, a user's id. Resolves when it is
   * recorded; it is sent once the server knows the subscription, and survives restarts. `null` removes it.
   * Rejects with `config-wrong` without `reportTo`, for an empty name, and for what is no JSON; with
   * `outbox-full` when a hundred wait.
   */
  set(name: string, value: unknown): Promise<void>;
  /** Shapes every request to the app's server. */
  set onrequest(handler: ShapeRequest | null | undefined);
  /** Told of each try of this page to tell the app's server something, and of what was given up, whoever tried. */
  set ondelivery(handler: ((delivery: Delivery) => void) | null | undefined);
  /**
   * Launches that came earlier are delivered when it is set. Like all handlers but `onchange` it is one for the
   * whole page, whichever `Push` it is set at: the latest holds.
   */
  set onlaunch(handler: ((launch: Launch) => void) | null | undefined);
  /** Called when the worker has handled a push while the page is open. */
  set onreceived(handler: (() => void) | null | undefined);
  /**
   * Takes the pushes that come while the page is in front, where the worker's `foreground` is
   * `"hidden"`. They are shown without a handler, where it throws or what it promises is rejected, and
   * where that takes more than a second, or a quarter of a shorter `deadline`.
   */
  set onmessage(handler: ((message: PushMessage) => unknown) | null | undefined);
  /**
   * Says whether a push is shown while the page is in front, where the worker's `foreground` is
   * `"ask"`. It is shown unless the answer is `false` and comes within a second, or a quarter of a
   * shorter `deadline`.
   */
  set onforeground(handler: ((message: PushMessage) => boolean | void | Promise<boolean | void>) | null | undefined);
  /**
   * Newest first, 50 of each at most. `silent`: pushes that showed no notification, counted since the
   * app was opened before; KaiOS 3 ends the subscription of a web app after 16 of them. Rejects with
   * `storage-failed` where IndexedDB is refused or does not answer.
   */
  history(): Promise<{ received: Entry[]; closed: Entry[]; launched: Launch[]; silent: number }>;
  readonly systemMessages: SystemMessages;
  /**
   * Shows a notification of the page's own. On KaiOS 2.5 a click reaches an app that was closed since only if
   * `messages` in manifest.webapp has `notification`, too. Rejects with `permission-not-granted`,
   * `no-notification` or `notify-failed`.
   */
  notify(title: string, options?: PageNotification): Promise<void>;
}

/** A system message that KaiOS 3 and 4 know; most take a permission in `b2g_features.permissions`. */
export type SystemMessageName =
  | "activity" | "alarm" | "media-button" | "system-time-change" | "ussd-received" | "wappush-received"
  | "cellbroadcast-received" | "icc-stkcommand" | "networkstats-alarm" | "data-sms-received"
  | "sms-received" | "sms-sent" | "sms-failed" | "sms-delivery-success" | "sms-delivery-error"
  | "telephony-new-call" | "telephony-call-ended" | "telephony-hac-mode-changed" | "telephony-tty-mode-changed"
  | "bluetooth-dialer-command" | "bluetooth-map-request" | "bluetooth-opp-receiving-file-confirmation"
  | "bluetooth-opp-transfer-complete" | "bluetooth-opp-transfer-start" | "bluetooth-opp-update-progress"
  | "bluetooth-pairing-aborted" | "bluetooth-pairing-request" | "bluetooth-pbap-request";

export interface SystemMessages {
  /**
   * KaiOS 3 and 4: the worker's `onsystemmessage` is called for every message of this name, also when
   * the app is closed. Registers the worker if need be. Rejects with `no-system-messages` elsewhere,
   * `system-message-refused` without the permission, `system-message-taken` where the worker at the
   * root of the origin has it, `system-message-failed` for anything else; or as registering the worker fails.
   */
  subscribe(name: SystemMessageName | (string & {})): Promise<void>;
}

/**
 * Decodes base64url or base64, padded or not. Throws `core-loading` before `Push.create` has resolved. The type
 * is that of a new array: since TypeScript 5.9 a plain `Uint8Array` may be shared, and is no `applicationServerKey`.
 */
export function urlB64ToUint8Array(text: string): ReturnType<typeof Uint8Array.from>;

/** A push, as the app's handlers see it. */
export interface PushMessage {
  title: string;
  body?: string;
  tag?: string;
  url?: string;
  id?: string;
  data?: unknown;
  /** The whole payload, where it is a JSON object. */
  payload?: Record<string, unknown>;
  /** The whole payload, where it is not. */
  text?: string;
}

type PushAnswer = PushNotification | boolean | readonly unknown[] | null | undefined | void;

/**
 * The global `kaipush` in the worker. What can't be used counts as not set; that, and a name that is none, is told
 * with the first event (`field-wrong`).
 */
export interface KaipushWorker {
  /**
   * An object is shown, with the push's own tag, url and data where it has none. `false` means
   * "I took care of it". Nothing at all, or a list as of `Promise.all`, shows the default, unless the
   * handler has shown a notification itself by the time it is done: then only an answer with a title or
   * body is shown besides. It has half of `deadline` for all of that: what it
   * shows itself later comes beside the default. Return the promise of what you show: where handlers
   * of several pushes are at work, that tells whose it is, as does the push's own tag. Its click is the
   * app's to answer, unless it has `data: { kaipush: 1, url, data }`.
   */
  onpush?: ((message: PushMessage) => PushAnswer | Promise<PushAnswer>) | null;
  /** A notification ended; `action` is the button that did it. Older builds of 2.5 tell of no end. */
  onclose?: ((
    notification: { title: string; body?: string; tag?: string; data?: unknown; action?: string },
    how: How,
  ) => unknown) | null;
  /** KaiOS 3 and 4. `handler` is KaiOS' `WebActivityRequestHandler` of an `activity`. */
  onsystemmessage?:
    ((message: { name: SystemMessageName | (string & {}); data?: unknown; handler?: unknown }) => unknown) | null;
  /** Shapes what the worker reports to the app's server and what buttons post; not the request for `content`. */
  onrequest?: ShapeRequest | null;
  /** `"marked"`: only pushes whose JSON has a member `kaipush`. */
  owns: "all" | "marked";
  /** For pushes that bring no texts; "New message" and "Open the app to see it." by default. */
  fallback: { title?: string; body?: string };
  /** Origins that a click may lead to, an answer may go to, and `content` may come from, besides the app's own. */
  allow: string[];
  /**
   * The address that opens the app when a click has no target; pages in its folder are the app's. By
   * default the worker's scope, so a worker with a scope of its own needs it; in a package of KaiOS 3 or 4,
   * which has no page there, `index.html` in it. A relative one counts from the scope.
   */
  start?: string;
  /** `"all"`: also when each event begins and how it ends. */
  log: Log;
  /** Milliseconds until the fallback is shown, from 1 to 2147483647; 10000 by default. */
  deadline: number;
  /**
   * Where an empty push gets its content from, such as `/latest`: JSON as in a payload, or text, of
   * the app's own origin or of one in `allow`. It has a third of the deadline.
   */
  content?: string;
  /**
   * A push while a page of the app is visible and has the focus. `"always"` shows it, by default;
   * `"hidden"` gives it to the page's `onmessage`; `"ask"` asks the page's `onforeground`.
   */
  foreground?: "always" | "hidden" | "ask";
  /**
   * Off unless set. A notification that replaces one of the same tag within `seconds` (30) comes
   * quietly. Beyond `most` (5) notifications without a common tag in a minute, the further ones
   * become one, with `text` ("{count} more") and the tag `kaipush-flood`.
   */
  flood?: { seconds?: number; most?: number; text?: string } | boolean;
  /**
   * Hours in which notifications come quietly, by the phone's clock: `{ from: "22:00", to: "7:00" }`. Read
   * anew with each push, after `onpush`, which may set it to what this user has chosen.
   */
  quiet?: { from: string; to: string } | false;
  /** The title of a notification that replaced others unseen, such as `"{title} ({count})"`. */
  unread?: string;
  /** Texts by language and key, for `title_loc_key` and `body_loc_key`. */
  texts?: Record<string, Record<string, string>>;
  /** The language of `texts` where the user's own is not among them; the first by default. */
  language?: string;
  /** A new worker does not wait until the app's pages are closed; false by default. */
  skipWaiting?: boolean;
  /** A new worker takes the pages that are open; false by default. */
  claim?: boolean;
}
