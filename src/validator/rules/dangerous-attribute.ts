import { isOfOneself } from '../exemptions/own-attributes.js';
import { isAskedOfOneself, readsOwnValues } from '../exemptions/own-introspection.js';
import { isDefaultOfRecord } from '../exemptions/record-defaults.js';
import type { Facts } from '../facts.js';
import {
  dangerOfAttribute,
  dangerToStrangers,
  HONEST_MODULE_ATTRIBUTES,
  isPlainlyDangerous,
  isPrivate,
  LEAKING_ATTRIBUTES,
  MACHINERY_NAMES,
} from '../policy/attributes.js';
import { BLACKLISTED_MODULES } from '../policy/blacklist.js';
import { isOutsideImages, rootOf } from '../qualified-name.js';
import { type AttributeRead, isPlainLiteral } from '../reads/attribute-reads.js';
import { isNameOfClass, LONGEST_FORMAT } from '../reads/class-names.js';
import { membersGiven } from '../reads/members-given.js';
import { isOwnObject, isWritten } from '../reads/own-objects.js';
import type { Reference } from '../reads/references.js';
import type { ReflectionCall } from '../reads/reflections.js';
import { prefilter } from '../remembered.js';
import { type Finding, foundAt, NO_FINDINGS, type Rule } from '../rule.js';
import type { ImportedName } from '../scopes/imports.js';
import type { Binding } from '../scopes/scope.js';
import { positionalArguments } from '../tree/calls.js';
import { kindSet } from '../tree/kinds.js';
import { textOfContent } from '../tree/string-literal.js';
import type { Node, SyntaxTree } from '../tree/syntax-tree.js';

/** For what the main table does not name: honest strategies do none of it. */
const OTHER_POINTS = 30;
/** For what a package that is in no image keeps to itself. */
const POINTS_OF_STRANGERS = 5;
const OWN_CLASS = '__class__';
/** What a decorator writes on the function that it gives back. */
const MARKS_OF_FUNCTIONS: ReadonlySet<string> = new Set(['__wrapped__', '__signature__']);
/** Where the machinery is handed to somebody, or taken from everybody. */
const HANDING_ON: ReadonlySet<string> = new Set([
  'argument_list',
  'keyword_argument',
  'delete_statement',
  'return_statement',
]);
/**
 * Private modules of Python that honest code imports: against an old race of `strptime` between threads, and where an
 * editor completed `Decimal` or `datetime` by the name of its native half, which holds nothing else.
 */
const HONEST_PRIVATE_MODULES: ReadonlySet<string> = new Set(['_strptime', '_decimal', '_datetime']);
/** What the table of built-in functions is asked for where it is a dictionary, as in every module that is imported. */
const READ_OF_BUILTINS =
  /^builtins\.(?:__dict__\.)?(?:get|pop|popitem|setdefault|copy|keys|items|values|update|__dict__)$/;
const UNDERSCORE = 0x5f;
const LAST_OF_ASCII = 0x7f;
const PATTERN_NAMES = '__match_args__';
const TOLD_OF_CLASSES: ReadonlyMap<string, string> = new Map([
  ['__array_interface__', 'tells numpy where to read memory'],
  ['__array_struct__', 'tells numpy where to read memory'],
  ['__annotations__', 'is made part of code by whoever makes a dataclass of it'],
  [PATTERN_NAMES, 'says by names made at run time what a pattern reads'],
]);
const TEXTS = kindSet(['string', 'concatenated_string', 'binary_operator']);
const COMPARING_METHODS: ReadonlySet<string> = new Set(['startswith', 'endswith', 'replace', 'count', 'find', 'index']);
const PRIVATE_FIELD = /\{(?!self\b)\w*(?:\.\w+|\[\w+\])*\._[a-zA-Z]/;

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

  check(facts) {
    const { tree, attributes, reads, imports, references, calls } = facts;
    const machinery = reads.filter((read) => mayBeMachinery(tree, read));
    const given = calls.filter((call) => isGivenText(facts, call));
    return [
      ...leadingAttributes(facts),
      ...foundAt(attributes.filter(beginsHidden), (read) => readByStranger(facts, read)),
      ...foundAt(machinery, (read) => machineryName(facts, read)),
      ...foundAt(imports.filter(isHidden), privateModule),
      ...toldOfClasses(facts),
      ...foundAt(facts.bindings.filter(isOfClassBodies), ({ target }) => [ofClassBodies(target)]),
      ...foundAt(references.filter(mayLeak), (reference) => [
        ...beyondTheFrontDoor(reference),
        ...tableOfBuiltins(facts, reference),
      ]),
      ...foundAt(given, (call) => nameHandedOn(facts, call)),
    ];
  },
};

const mayLeak = prefilter((name) => name.includes('._') || LEAKING_ATTRIBUTES.has(name) || READ_OF_BUILTINS.test(name));

/** What a metaclass gives a body of a class to keep its names in may say of each whatever it likes. */
const BODY_MAKER = '__prepare__';

function isOfClassBodies({ name }: Binding): boolean {
  return name === BODY_MAKER;
}

function ofClassBodies(node: Node): Finding {
  const message = `${BODY_MAKER} decides what the names in the bodies of classes stand for`;
  return { node, qualifiedName: BODY_MAKER, message, points: OTHER_POINTS };
}

function beginsHidden({ name }: AttributeRead): boolean {
  return name.startsWith('_');
}

function leadingAttributes(facts: Facts): readonly Finding[] {
  if (facts.leading.length === 0) return NO_FINDINGS;
  const leading = facts.leading.filter((read) => isReported(facts, read));
  const isClassOfOneself = isOnlyOwnClass(facts, leading);
  return leading.map(({ node, name }) => {
    const points = isPlainlyDangerous(name) ? {} : { points: OTHER_POINTS };
    const counted = name === OWN_CLASS && isClassOfOneself ? { points: 0 } : points;
    return { node, qualifiedName: name, message: `${name} holds ${dangerOfAttribute(name)}`, ...counted };
  });
}

// `builtins.__import__` is the built-in function, which has a rule of its own.
function isReported(facts: Facts, read: AttributeRead): boolean {
  const { node, name } = read;
  if (isNameOfClass(facts.tree, read) || isDefaultOfRecord(facts, node)) return false;
  if (MARKS_OF_FUNCTIONS.has(name) && isWritten(facts.tree, node)) return false;
  return !facts.names.namesOf(node).includes(`builtins.${name}`);
}

// Who copies or compares an object asks for its class and for its values. To ask oneself for both is one thing.
function isOnlyOwnClass(facts: Facts, leading: readonly AttributeRead[]): boolean {
  const classes = leading.filter(({ name }) => name === OWN_CLASS);
  if (classes.length === 0 || !classes.every((read) => isAskedOfOneself(facts, read))) return false;
  const readsByName = ({ attribute, owner }: ReflectionCall) => attribute === undefined && isOwnObject(facts, owner);
  return readsOwnValues(facts) || facts.reflections.some(readsByName);
}

// `__builtins__` and its kin, as plain names that nothing in the source gives a meaning.
function* machineryName({ tree, names }: Facts, node: Node): Iterable<Finding> {
  const name = tree.identifier(node);
  if (!MACHINERY_NAMES.has(name) || names.bindingsOf(node) !== undefined) return;
  const points = HANDING_ON.has(tree.kind(tree.parent(node))) ? { points: OTHER_POINTS } : {};
  yield { node, qualifiedName: name, message: `${name} holds the interpreter's own machinery`, ...points };
}

// All begin with an underscore, or with a character that Python reads as one.
function mayBeMachinery(tree: SyntaxTree, node: Node): boolean {
  const first = tree.text.charCodeAt(tree.start(node));
  return (first === UNDERSCORE || first > LAST_OF_ASCII) && tree.kind(node) === 'identifier';
}

// `_operator` is `operator` by the back door, and honest strategies use neither door of most.
function* privateModule({ node, module }: ImportedName): Iterable<Finding> {
  const root = rootOf(module);
  const isPrivateModule = /^_[^_]/.test(root) && !HONEST_PRIVATE_MODULES.has(root) && !BLACKLISTED_MODULES.has(root);
  if (!isPrivateModule || isOutsideImages(root)) return;
  yield { node, qualifiedName: root, message: `${root} is a private module of Python`, points: OTHER_POINTS };
}

function isHidden({ module }: ImportedName): boolean {
  return module.startsWith('_');
}

/** What a class says of itself to whoever makes something of it. */
function* toldOfClasses(facts: Facts): Iterable<Finding> {
  for (const { name, node, value } of membersGiven(facts)) {
    const what = TOLD_OF_CLASSES.get(name);
    if (what === undefined || (name === PATTERN_NAMES && isWrittenOut(facts, value))) continue;
    yield { node, qualifiedName: name, message: `${name} ${what}`, points: OTHER_POINTS };
  }
}

function isWrittenOut({ names }: Facts, value: Node): boolean {
  return names.constants.fold(value) !== undefined;
}

function* beyondTheFrontDoor({ node, name }: Reference): Iterable<Finding> {
  if (LEAKING_ATTRIBUTES.has(name)) {
    const message = `${name} holds the object on which a lookup failed`;
    yield { node, qualifiedName: name, message, points: OTHER_POINTS };
  }
  if (!name.includes('._')) return;
  const [root = '', ...parts] = name.split('.');
  if (root === 'builtins' || root === '__future__' || BLACKLISTED_MODULES.has(rootOf(name))) return;
  const hidden = parts.find((part) => isPrivate(part) && dangerOfAttribute(part) === undefined);
  if (hidden === undefined || HONEST_MODULE_ATTRIBUTES.has(hidden)) return;
  const message = `${name} is private to the module ${root}`;
  // A package that is in no image is the author's own, or a framework, and may keep its files in `_base` and the like:
  // nobody knows more of its public names.
  if (isOutsideImages(root)) yield { node, qualifiedName: `${root}._`, message, points: POINTS_OF_STRANGERS };
  else yield { node, qualifiedName: name, message, points: OTHER_POINTS };
}

// `__builtins__.get("eval")`, and `b.items()` of what `__builtins__` was called by. The names that `globals()` hands out
// are rather the strategy's own, and what hands them out has a rule of its own.
function* tableOfBuiltins({ tree }: Facts, { node, name }: Reference): Iterable<Finding> {
  if (tree.kind(node) !== 'attribute' || !READ_OF_BUILTINS.test(name)) return;
  if (name.startsWith('builtins.__dict__.') && tree.kind(tree.child(node, 'object')) !== 'attribute') return;
  yield { node, qualifiedName: name, message: `${name} reads the table of built-in functions`, points: OTHER_POINTS };
}

function isGivenText({ tree }: Facts, call: Node): boolean {
  const list = tree.child(call, 'arguments');
  for (let argument = list + 1; argument < tree.after(list); argument = tree.after(argument)) {
    if (tree.isOneOf(argument, TEXTS) && !isPlainLiteral(tree, argument)) return true;
  }
  return false;
}

// `df.agg("__class__")`: whoever takes that text will look the attribute up. Built-in functions have rules of their own.
function* nameHandedOn({ tree, names }: Facts, call: Node): Iterable<Finding> {
  for (const argument of positionalArguments(tree, call)) {
    if (!tree.isOneOf(argument, TEXTS) || isPlainLiteral(tree, argument)) continue;
    const text = names.constants.text(argument);
    if (text?.startsWith('__') !== true || (dangerOfAttribute(text) ?? dangerToStrangers(text)) === undefined) continue;
    const callee = tree.unwrap(tree.child(call, 'function'));
    const method = tree.kind(callee) === 'attribute' ? tree.identifier(tree.child(callee, 'attribute')) : '';
    if (COMPARING_METHODS.has(method) || names.namesOf(callee).some((name) => rootOf(name) === 'builtins')) return;
    const message = `${text} is handed to something that may look it up`;
    yield { node: argument, qualifiedName: `'${text}'`, message, points: OTHER_POINTS };
  }
}

function* readByStranger(facts: Facts, read: AttributeRead): Iterable<Finding> {
  const { node, name } = read;
  const what = dangerToStrangers(name) ?? whatFieldReads(facts, read);
  if (what === undefined || isOfOneself(facts, read) || isNameOfOwnClass(facts, read)) return;
  if (isDefaultOfRecord(facts, node)) return;
  yield { node, qualifiedName: name, message: `${name} ${what}`, points: OTHER_POINTS };
}

// `other.__value` within the class that hides it.
function isNameOfOwnClass({ tree }: Facts, { node, name, by }: AttributeRead): boolean {
  return by === 'dot' && !tree.textOf(node).endsWith(name);
}

// A text that is formatted has no honest use for what an object keeps to itself, save where its `f` was forgotten.
function whatFieldReads({ tree }: Facts, { node, name, by }: AttributeRead): string | undefined {
  if (by !== 'text' || tree.kind(node) !== 'string_content' || !isPrivate(name)) return undefined;
  const text = textOfContent(tree, node);
  const isRead = text.length <= LONGEST_FORMAT && PRIVATE_FIELD.test(text);
  return isRead ? 'is private to the object that the text is given' : undefined;
}
