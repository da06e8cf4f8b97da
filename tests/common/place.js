// Puts a value in the place of a member; gives the function that brings the old one back.
export function place(target, name, value) {
  return define(target, name, { value, configurable: true, writable: true });
}

// The same with a member that throws whenever it is read.
export function trap(target, name) {
  const get = () => {
    throw new Error(`${name} was read`);
  };
  return define(target, name, { get, configurable: true });
}

// What to do for each member that is not the browser's own, oldest first.
let placed = [];

// Brings back all that is the browser's own.
export function restore() {
  while (placed.length) {
    placed[placed.length - 1]();
  }
}

function define(target, name, member) {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, member);
  const back = () => {
    placed = placed.filter((one) => one !== back);
    if (before) {
      Object.defineProperty(target, name, before);
    } else {
      delete target[name];
    }
  };
  placed.push(back);
  return back;
}
