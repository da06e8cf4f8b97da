// Puts a value in the place of a member; gives the function that brings the old one back.
export function place(target, name, value) {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
  return () => {
    if (before) {
      Object.defineProperty(target, name, before);
    } else {
      delete target[name];
    }
  };
}
