// What a script names itself, and so means when it says the name.
import { simple } from "acorn-walk";

/** Adds the properties that it defines. */
export function properties(program, defined) {
  simple(program, {
    Property: ({ key, computed }) => !computed && defined.add(key.name ?? key.value),
    MethodDefinition: ({ key }) => defined.add(key.name),
    AssignmentExpression({ left }) {
      // `element.onclick = …` defines nothing: that name belongs to the browser.
      const name = left.type === "MemberExpression" && !left.computed && left.property.name;
      if (name && !name.startsWith("on")) defined.add(name);
    },
  });
}

/** Variables, parameters, functions, classes, imports, and whatever is assigned to. */
export function declarations(program) {
  const declared = new Set();
  const declare = ({ id }) => id && declared.add(id.name);
  const imported = ({ specifiers }) => specifiers.forEach(({ local }) => declared.add(local.name));
  simple(program, {
    VariablePattern: ({ name }) => declared.add(name),
    Function: declare,
    Class: declare,
    ImportDeclaration: imported,
  });
  return declared;
}

/** Adds the names that a classic script makes for those beside it, by `var a` as by `self.a = …`. */
export function topLevel({ body, sourceType }, made) {
  if (sourceType !== "script") return;
  for (const { id, declarations = [] } of body) {
    for (const one of [id, ...declarations.map((one) => one.id)]) if (one?.name) made.add(one.name);
  }
  simple({ type: "Program", body }, {
    AssignmentExpression({ left: { object, property, computed } }) {
      if (!computed && /^(self|window|globalThis)$/.test(object?.name)) made.add(property.name);
    },
  });
}
