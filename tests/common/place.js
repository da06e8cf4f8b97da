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

function define(target, name, member) {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, member);
  return () => {
    if (before) {
      Object.defineProperty(target, name, before);
    } else {
      delete target[name];
    }
  };
}
