// What the worker writes, and what a phone would pass over in silence.

import { inspect, format } from "node:util";

export class Logs {
  lines = [];
  warnings = [];

  /** The worker's `console`. */
  console() {
    const write = (level) => (...given) => this.#write(level, format(...given));
    const none = () => {};
    return {
      log: write("log"), info: write("info"), debug: write("debug"), warn: write("warn"), error: write("error"),
      trace: write("log"), dir: write("log"), table: write("log"), assert: none,
      group: none, groupCollapsed: none, groupEnd: none, time: none, timeEnd: none, count: none, clear: none,
    };
  }

  /** What nothing on the phone says. */
  phone(text) {
    this.warnings.push(text);
  }

  /** An exception that nobody caught: the phone writes it to the console and goes on. */
  fault(error, where) {
    this.#write("error", `${where}: ${(error && error.stack) || inspect(error)}`);
  }

  #write(level, text) {
    this.lines.push({ level, text });
    if (level === "warn" || level === "error") this.warnings.push(text);
  }
}
