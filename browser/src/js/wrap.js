const finish = arguments[arguments.length - 1];
const given = Array.prototype.slice.call(arguments, 0, -1);
const text = (value) => {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
};
// By features, not `instanceof`: the error may come from another realm.
const describe = (thrown) => {
  if (thrown === null || typeof thrown != "object" || !("message" in thrown)) {
    return { message: text(thrown) };
  }
  const { name, message, code, stack } = thrown;
  return {
    name: String(name),
    message: String(message),
    code: typeof code == "string" ? code : null,
    stack: String(stack ?? ""),
  };
};
(async function () {
/* BODY */
})
  .apply(this, given)
  .then(
    (value) => finish({ value: value === undefined ? null : value }),
    (thrown) => finish({ thrown: describe(thrown) }),
  );
