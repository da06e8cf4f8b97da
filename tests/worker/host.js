// The shim's side of sw/CONTRACT.md, keeping what it was asked for. `settings` is the worker's
// `kaipush` object.
export class Host {
  constructor(settings) {
    this.settings = settings;
    this.shown = [];
    this.asked = [];
    this.warnings = [];
    this.adopted = false;
  }

  show(title, options) {
    this.shown.push({ title, options });
    return this.settings.refuse ? Promise.reject(new TypeError("refused")) : Promise.resolve();
  }

  async ask(name, argument, about) {
    this.asked.push({ name, argument, about });
    return this.settings[name] && this.settings[name](argument, about);
  }

  lets(answer) {
    return this.within(answer, "handler-failed");
  }

  async within(promise, note) {
    const late = new Promise((resolve, reject) => setTimeout(reject, 100, "too late"));
    try {
      return await Promise.race([promise, late]);
    } catch (error) {
      this.warn(note, (error && error.message) || error);
    }
  }

  settles(promise, milliseconds) {
    // As patient as a test may be.
    const late = new Promise((resolve) => setTimeout(resolve, milliseconds / 20, false));
    return Promise.race([promise.then(() => true), late]);
  }

  dropped() {
    this.isDropped = true;
  }

  close() {}

  warn(note, about) {
    this.warnings.push([note, about].join(" ").trim());
  }
}
