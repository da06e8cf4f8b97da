// The global object that the worker's scripts run in: a context of its own, with the names of its system
// and no others.

import vm from "node:vm";
import { MessageChannel, moveMessagePortToContext, receiveMessageOnPort } from "node:worker_threads";

export class Realm {
  // The policy of packaged apps on 4.0 has no `wasm-unsafe-eval`, so WebAssembly is there and refused.
  constructor(missing, { wasm }) {
    this.context = vm.createContext({}, { codeGeneration: { strings: true, wasm } });
    // Node prepares itself in a context at the first clone, and needs what is taken away below.
    this.clone(null);
    // The console of Node's context would print past the test.
    delete this.context.console;
    this.global = vm.runInContext("this", this.context);
    this.missing = missing.globals.split(" ");
    this.missing.forEach((name) => { delete this.global[name]; });
    for (const [name, members] of Object.entries(missing.members)) {
      const owner = vm.runInContext(name, this.context);
      for (const member of members.split(" ")) {
        delete owner[member];
        delete owner.prototype[member];
      }
    }
    this.TypeError = vm.runInContext("TypeError", this.context);
    this.Promise = vm.runInContext("Promise", this.context);
    this.JSON = vm.runInContext("JSON", this.context);
  }

  /** Makes a global, unless the system has none of that name. */
  define(name, value) {
    if (!this.missing.includes(name)) {
      Object.defineProperty(this.global, name, { value, configurable: true, enumerable: false, writable: true });
    }
  }

  /** A structured clone that belongs to the worker: its objects are `instanceof Object` there. */
  clone(value) {
    const { port1, port2 } = new MessageChannel();
    try {
      const inside = moveMessagePortToContext(port2, this.context);
      port1.postMessage(value);
      return receiveMessageOnPort(inside).message;
    } finally {
      port1.close();
    }
  }

  /** Runs a script; what it throws names the line. */
  run(text, filename) {
    new vm.Script(text, { filename }).runInContext(this.context);
  }
}

/** Where an error of a script happened, as `file:line`: Node writes it at the head of the stack. */
export function placeOf(error, files) {
  for (const line of String(error && error.stack).split("\n")) {
    const file = files.find((name) => line.includes(name + ":"));
    const place = file && /^:\d+/.exec(line.slice(line.indexOf(file) + file.length));
    if (place) return file + place[0];
  }
  return files[0];
}
