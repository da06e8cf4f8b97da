// The app's pages as a test has them: what is open, who is in front, and what each was told.

let count = 0;

/** A page that a test has opened, or a click. */
class Page {
  #pages;
  constructor(pages, url, options = {}) {
    this.#pages = pages;
    this.id = `page-${count += 1}`;
    this.url = url;
    this.visible = options.visible ?? true;
    this.focused = options.focused ?? this.visible;
    this.controlled = options.controlled ?? true;
    this.onforeground = options.onforeground ?? null;
    this.launches = [];
    this.messages = [];
  }

  close() {
    this.#pages.open = this.#pages.open.filter((page) => page !== this);
  }

  /** Posts to the worker, as `navigator.serviceWorker.controller.postMessage` does. */
  post(message) {
    return this.#pages.post(this, message);
  }

  /** kaipush's own messages become what `Push` makes of them; the others are the app's. */
  hear(message) {
    if (message?.kaipush === "launch") this.#pages.launch(this, { ...message.launch, via: "message" });
    else if (message?.kaipush === "foreground") this.#answer(message);
    else if (message?.kaipush === undefined) this.messages.push(message);
  }

  // What no handler takes, and where it fails, is shown (src/page/foreground.rs). Only where it is asked its answer
  // counts: of `onmessage` it is enough that it has done with it (src/js/page.rs).
  async #answer({ policy, message, port }) {
    let shown = true;
    try {
      const said = await this.onforeground?.(message);
      shown = !this.onforeground || policy === "ask" && said !== false;
    } catch (error) {
      this.#pages.logs.fault(error, "onforeground");
    }
    port.postMessage(shown);
  }
}

export class Pages {
  constructor(scope, opened, logs) {
    this.logs = logs;
    this.scope = scope;
    this.origin = new URL(scope).origin;
    this.opened = opened;
    this.open = [];
    // Of all pages, also of those that are closed by now.
    this.launches = [];
    // How a page's message gets to the worker.
    this.post = null;
  }

  add(address, options) {
    const url = new URL(address ?? "", this.scope);
    if (url.origin !== this.origin) throw new TypeError(`${url.href} is no page of the app at ${this.scope}.`);
    const page = new Page(this, url.href, options);
    this.open.push(page);
    if (page.focused) this.focus(page);
    return page;
  }

  focus(page) {
    this.open.forEach((one) => { one.focused = false; });
    page.visible = page.focused = true;
  }

  /** Writes down how the worker has opened the app, and gives the page its launch. */
  note(how, page, launch, via) {
    const told = launch && { ...launch, via };
    this.opened.push(told ? { ...how, launch: told } : how);
    if (told && page) this.launch(page, told);
  }

  launch(page, launch) {
    page.launches.push(launch);
    this.launches.push(launch);
  }
}
