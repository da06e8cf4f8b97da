/** Stand-ins for an app's own tests in Node; what they can't know is in docs/testing.md. */

import type {
  Config, Delivery, Entry, ErrorCode, KaipushWorker, Launch, Platform, Push, PushMessage, ServerRequest, State,
} from "../index.js";

export interface WorkerOptions {
  /**
   * What the phone is; `"kaios3"` by default. The product beside the worker must fit; where there is none, as in
   * an app that is not built, the package's own is taken.
   */
  system?: "kaios2.5" | "kaios3" | "kaios4";
  /**
   * The address of the folder that the worker's file lies in; `https://app.example/` by default. At
   * `http://NAME.localhost/` it is a packaged app of KaiOS 3 or 4, and 4.0 refuses WebAssembly there.
   */
  scope?: string;
  /** `navigator.language`; `"en-US"` by default. */
  language?: string;
  /** Answers the worker's requests. Without it, or where it gives nothing, there is no network. */
  fetch?: (url: string, init: RequestInit & TestedRequest) => Answer | Promise<Answer>;
  /** Such as that of `fake-indexeddb`. kaipush works without, and says so in `warnings`. */
  indexedDB?: unknown;
  /** More that the app's worker needs, such as `{ IDBKeyRange, caches }`. */
  globals?: Record<string, unknown>;
}

type Answer = Response | undefined | void;

/**
 * Runs the app's own worker script, with the kaipush that it imports, as the system would: installed and
 * active. `file` is a path from where Node was started, or `new URL("../sw.js", import.meta.url)`.
 */
export function worker(file: string | URL, options?: WorkerOptions): Promise<TestedWorker>;

export interface TestedWorker {
  /** What is on the screen, oldest first. */
  readonly notifications: TestedNotification[];
  /** The app's open pages, those that a click has opened among them. */
  readonly pages: TestedPage[];
  /** How the worker has opened the app. `launch` is what kaipush told it. */
  readonly opened: Opening[];
  /** Every launch that reached the app, whichever way, in order. */
  readonly launches: Omit<Launch, "at">[];
  readonly requests: TestedRequest[];
  /** All that the worker has written. */
  readonly console: { level: "log" | "info" | "debug" | "warn" | "error"; text: string }[];
  /** Warnings and errors of it, exceptions that nobody caught, and what a phone would pass over in silence. */
  readonly warnings: string[];
  /** The worker's own `kaipush`, for instance to set a short `deadline`. */
  readonly kaipush: KaipushWorker;
  /** Opens a page of the app; it is visible and in front unless told otherwise. */
  open(url?: string, options?: PageOptions): TestedPage;
  /** A push: an object becomes JSON. Settles when the worker is done with it. */
  push(payload?: string | object | null): Promise<void>;
  /** The user clicks on a notification, by default the latest, or on a button of it. */
  click(notification?: TestedNotification, action?: string): Promise<void>;
  /** The user dismisses it. */
  close(notification?: TestedNotification): Promise<void>;
  /** KaiOS 3 and 4. */
  systemMessage(name: string, data?: unknown): Promise<void>;
  /** The system drops the subscription, and tells. */
  loseSubscription(): Promise<void>;
}

export type Opening = { launch?: Omit<Launch, "at"> }
  & ({ how: "openApp"; msg: string } | { how: "openWindow"; url: string });

export interface TestedNotification {
  title: string;
  body: string;
  tag: string;
  /** The app's own. */
  data?: any;
  /** All that the system takes, as it was given; in `data` stands what kaipush needs for a click. */
  options: Record<string, any>;
}

export interface PageOptions {
  visible?: boolean;
  focused?: boolean;
  /** False in the very first session, before the worker has claimed the page. */
  controlled?: boolean;
  /**
   * As `push.onforeground`, whose `false` takes the push: it is not shown then. With `foreground: "hidden"` as
   * `push.onmessage`, which takes each unless it fails. What it throws is in `warnings`.
   */
  onforeground?: ((message: PushMessage) => unknown) | null;
}

export interface TestedPage extends Required<PageOptions> {
  readonly url: string;
  /** What `push.onlaunch` would be given. */
  readonly launches: Omit<Launch, "at">[];
  /** What the app's own worker code has posted. */
  readonly messages: any[];
  /** Posts to the worker. */
  post(message: unknown): Promise<unknown>;
  close(): void;
}

export interface TestedRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: any;
}

/** A state with its kind; the rest is filled in. */
export type GivenState = Partial<State> & Pick<State, "kind">;

export interface StandInOptions {
  /** Where the app stands first; `needs-permission` by default. */
  state?: GivenState;
  /** What it leaves out is as on a phone of its `system`, by default `"kaios3"`. */
  platform?: Partial<Platform>;
  history?: Partial<Awaited<ReturnType<Push["history"]>>>;
  /** What the user does when the system asks; `"grants"` by default. */
  user?: User;
}

type User = "grants" | "denies" | "dismisses";

/** A stand-in of the page's `Push`. */
export function standInPush(options?: StandInOptions): StandInPush;

export interface StandInPush extends Push {
  /** What the app asked for, in order; `create` by way of `kaipush`. */
  readonly calls: { name: string; arguments: unknown[] }[];
  /** What the app has set with `set`. */
  readonly values: Record<string, unknown>;
  /** What the user does when the system asks. */
  user: User;
  /** For the page's global: `globalThis.kaipush = push.kaipush`. */
  readonly kaipush: {
    Push: { create(config: Config): Promise<Push> };
    urlB64ToUint8Array(text: string): ReturnType<typeof Uint8Array.from>;
  };
  /** Changes where the app stands, as the user in Settings or another page would. */
  become(state: GivenState): void;
  /** A notification was clicked. Without a handler it waits for one. */
  launch(launch?: Partial<Launch>): void;
  /** The worker has handled a push: into the history, and `onreceived`. */
  receive(entry?: Partial<Entry>): void;
  /** A push while the page is in front, with `foreground: "hidden"`; whether it is shown. */
  message(message?: Partial<PushMessage>): Promise<boolean>;
  /** The same with `foreground: "ask"`. */
  foreground(message?: Partial<PushMessage>): Promise<boolean>;
  /** What the app's `onrequest` makes of a request. */
  request(request?: Partial<ServerRequest>): Promise<ServerRequest>;
  /** Tells `ondelivery`. */
  deliver(delivery?: Partial<Delivery>): void;
  /** The next call of this name rejects with this code; as `retryable` as the real one's, unless it is said. */
  fail(
    name: "create" | "subscribe" | "unsubscribe" | "set" | "history" | "notify" | "systemMessages.subscribe",
    code: ErrorCode,
    retryable?: boolean,
  ): void;
}
