import { isNameOfClass } from '../class-names.js';
import type { Facts, Reference } from '../facts.js';
import {
  dangerOfAttribute,
  HONEST_MODULE_ATTRIBUTES,
  isPrivate,
  LEAKING_ATTRIBUTES,
  MACHINERY_NAMES,
} from '../policy/attributes.js';
import { BLACKLISTED_MODULES } from '../policy/blacklist.js';
import { rootOf } from '../qualified-name.js';
import type { Finding, Rule } from '../rule.js';
import { identifierText } from '../scopes.js';

export const dangerousAttribute: Rule = {
  meta: {
    id: 'dangerous-attribute',
    points: 20,
    what: "An attribute that leads from an object into the interpreter, or into a module's private parts.",
    why: 'From any object a few such steps lead to every class, every module and every built-in function of the process.',
    example: 'def f():\n    pass\n\nf.__globals__\n',
    accepted: 'def f():\n    pass\n\nf.__name__\n',
    saferWay: 'Use isinstance for classes, and plain arguments and return values to hand things on.',
  },

  *check(facts) {
    for (const read of facts.attributes) {
      const { node, name } = read;
      const danger = isNameOfClass(facts.tree, read) ? undefined : dangerOfAttribute(name);
      // `builtins.__import__` is the built-in function, which has a rule of its own.
      const isBuiltin = facts.names.namesOf(node).includes(`builtins.${name}`);
      if (danger !== undefined && !isBuiltin) yield { node, qualifiedName: name, message: `${name} holds ${danger}` };
    }
    yield* machineryNames(facts);
    for (const reference of facts.references) yield* beyondTheFrontDoor(reference);
  },
};

// `__builtins__` and its kin, as plain names that nothing in the source gives a meaning.
function* machineryNames({ tree, names, reads }: Facts): Iterable<Finding> {
  for (const node of reads) {
    if (tree.kind(node) !== 'identifier') continue;
    const name = identifierText(tree, node);
    if (!MACHINERY_NAMES.has(name) || names.bindingsOf(node) !== undefined) continue;
    yield { node, qualifiedName: name, message: `${name} holds the interpreter's own machinery` };
  }
}

function* beyondTheFrontDoor({ node, name }: Reference): Iterable<Finding> {
  if (LEAKING_ATTRIBUTES.has(name)) {
    yield { node, qualifiedName: name, message: `${name} holds the object on which a lookup failed` };
  }
  const [root = '', ...parts] = name.split('.');
  if (root === 'builtins' || root === '__future__' || BLACKLISTED_MODULES.has(rootOf(name))) return;
  const hidden = parts.find((part) => isPrivate(part) && dangerOfAttribute(part) === undefined);
  if (hidden === undefined || HONEST_MODULE_ATTRIBUTES.has(hidden)) return;
  yield { node, qualifiedName: name, message: `${name} is private to the module ${root}` };
}
