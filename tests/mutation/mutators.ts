import type { Node } from '../../src/validator/tree/syntax-tree.js';
import { HOLDERS, PASSES } from './hideouts.js';
import type { Edit, Program } from './program.js';
import type { Chance } from './random.js';
import { disguised, inBold, quoted } from './texts.js';

/** Writes a source in another way that means the same; undefined where it has nothing to change. */
export type Mutator = (program: Program, chance: Chance) => string | undefined;

const SOFT_KEYWORDS: ReadonlySet<string> = new Set(['match', 'case', 'type', '_', 'print', 'exec']);
const HELD_BUILTINS: ReadonlySet<string> = new Set([
  ...['eval', 'exec', 'compile', 'open', '__import__', 'getattr', 'globals', 'vars', 'input', 'breakpoint', 'help'],
]);

/** Every mutator by its name: those written out here, and one for each hiding place. */
export const MUTATORS: ReadonlyMap<string, Mutator> = new Map<string, Mutator>([
  ['text', text],
  ['getattr', (program, chance) => attributes(program, (object, name) => `getattr(${object}, ${name})`, chance)],
  ['attrgetter', (program, chance) => attributes(program, attrgetter, chance)],
  ['vars', moduleMembers],
  ['bold letters', boldLetters],
  ['import by name', (program) => imports(program, (module) => `__import__(${quoted(module)})`)],
  ['import by text', (program, chance) => imports(program, (module) => `__import__(${disguised(module, chance)})`)],
  [
    'import_module',
    (program) => imports(program, (module) => `__import__('importlib').import_module(${quoted(module)})`),
  ],
  ['sys.modules', (program) => imports(program, (module) => `__import__('sys').modules[${quoted(module)}]`)],
  ['import alias', importAlias],
  ['comments', comments],
  ['line breaks', lineBreaks],
  ['CRLF', (program) => program.text.replaceAll('\n', '\r\n')],
  ['in a function', (program) => wrapped(program, (name) => [`def ${name}():`, `${name}()`])],
  ['in a branch', (program) => wrapped(program, () => ['if True:', ''])],
  ['in a loop', (program) => wrapped(program, (name) => [`for ${name} in range(1):`, ''])],
  ['in a try', (program) => wrapped(program, () => ['try:', 'finally:\n    pass'])],
  ['in a class', inClass],
  ['in a decorated function', (program) => wrapped(program, (name) => [`@lambda f: f()\ndef ${name}():`, ''])],
  ...PASSES.map((template): [string, Mutator] => [
    `call ${template}`,
    (program, chance) => callees(program, template, chance),
  ]),
  ...HOLDERS.map((template): [string, Mutator] => [`held ${template}`, (program) => held(program, template)]),
]);

function some(nodes: readonly Node[], chance: Chance): readonly Node[] {
  const chosen = nodes.filter(() => chance.next() < 0.7);
  return chosen.length === 0 ? nodes.slice(0, 1) : chosen;
}

function applied(program: Program, edits: readonly Edit[]): string | undefined {
  return edits.length === 0 ? undefined : program.edited(edits);
}

function text(program: Program, chance: Chance): string | undefined {
  const strings = program.nodes('string').filter((node) => (program.plainText(node) ?? '') !== '');
  const edits = some(strings, chance).map((node) => program.replace(node, disguised(program.plainText(node)!, chance)));
  return applied(program, edits);
}

function attrgetter(object: string, name: string): string {
  return `__import__('operator').attrgetter(${name})(${object})`;
}

function attributes(program: Program, write: (object: string, name: string) => string, chance: Chance) {
  const { tree } = program;
  const read = program.nodes('attribute').filter((node) => program.isRead(node));
  const edits = some(read, chance).map((node) => {
    const name = tree.textOf(tree.child(node, 'attribute'));
    const written = chance.next() < 0.5 ? quoted(name) : disguised(name, chance);
    return program.replace(node, write(tree.textOf(tree.child(node, 'object')), written));
  });
  return applied(program, edits);
}

// `os.system` as `vars(os)['system']`: only a module is sure to have them all in its own table.
function moduleMembers(program: Program, chance: Chance): string | undefined {
  const { tree } = program;
  const modules = new Set(program.nodes('import_statement').map((node) => tree.textOf(tree.child(node, 'name'))));
  const members = program
    .nodes('attribute')
    .filter((node) => program.isRead(node) && modules.has(tree.textOf(tree.child(node, 'object'))));
  const edits = members.map((node) => {
    const table = chance.of([(module: string) => `vars(${module})`, (module: string) => `${module}.__dict__`]);
    const key = quoted(tree.textOf(tree.child(node, 'attribute')));
    return program.replace(node, `${table(tree.textOf(tree.child(node, 'object')))}[${key}]`);
  });
  return applied(program, edits);
}

function boldLetters(program: Program, chance: Chance): string | undefined {
  const { tree } = program;
  const names = program.nodes('identifier').filter((node) => !SOFT_KEYWORDS.has(tree.textOf(node)));
  return applied(
    program,
    some(names, chance).map((node) => program.replace(node, inBold(tree.textOf(node)))),
  );
}

/** The import statements that bring in one plain name, with that name and what it stands for. */
function* plainImports(program: Program) {
  const { tree } = program;
  for (const node of program.nodes('import_statement', 'import_from_statement')) {
    const [entry, ...others] = tree.childrenIn(node, 'name');
    const module = tree.child(node, 'module_name');
    if (entry === undefined || others.length > 0 || tree.kind(entry) === 'aliased_import') continue;
    const name = tree.textOf(entry);
    if (/[^\w]/.test(name) || /[^\w]/.test(module < 0 ? '' : tree.textOf(module))) continue;
    yield { node, name, module: module < 0 ? name : tree.textOf(module), isFrom: module >= 0 };
  }
}

function imports(program: Program, write: (module: string) => string): string | undefined {
  const edits = [...plainImports(program)].map(({ node, name, module, isFrom }) =>
    program.replace(node, `${name} = ${write(module)}${isFrom ? `.${name}` : ''}`),
  );
  return applied(program, edits);
}

function importAlias(program: Program): string | undefined {
  const edits = [...plainImports(program)].map(({ node, name }) => {
    const alias = program.fresh();
    return program.replace(node, `${program.tree.textOf(node)} as ${alias}; ${name} = ${alias}`);
  });
  return applied(program, edits);
}

/** What an import brings, or a built-in function, comes back by its name only from where it was put. */
function held(program: Program, template: string): string | undefined {
  const { tree } = program;
  const edits: Edit[] = [];
  for (const { node, name } of plainImports(program)) {
    const indent = program.indentOf(node);
    if (indent === undefined || !program.endsItsLine(node)) continue;
    const alias = program.fresh();
    const lines = [`${tree.textOf(node)} as ${alias}`, ...filled(template, alias, name, program.fresh())];
    edits.push(program.replace(node, lines.join(`\n${indent}`)));
  }
  const used = new Set<string>();
  for (const node of program.nodes('identifier')) {
    const name = tree.textOf(node);
    if (!HELD_BUILTINS.has(name) || !program.isRead(node) || isPartOfOther(program, node)) continue;
    used.add(name);
    edits.push(program.replace(node, `${name}_0`));
  }
  const start = beginning(program);
  for (const name of used) {
    edits.push({ start, end: start, text: `${filled(template, name, `${name}_0`, program.fresh()).join('\n')}\n` });
  }
  return applied(program, edits);
}

function filled(template: string, value: string, name: string, other: string): string[] {
  const words: Record<string, string> = { VALUE: value, NAME: name, OTHER: other };
  return template.replaceAll(/VALUE|NAME|OTHER/g, (word) => words[word]!).split('\n');
}

function isPartOfOther({ tree }: Program, node: Node): boolean {
  const field = tree.field(node);
  const kind = tree.kind(tree.parent(node));
  if (['parameters', 'lambda_parameters'].includes(kind)) return true;
  return field === 'attribute' || field === 'name' || kind === 'dotted_name' || kind === 'keyword_pattern';
}

/** Where the first statement may stand: after a docstring and imports from the future. */
function beginning(program: Program): number {
  const { tree } = program;
  const [first] = program.nodes('module');
  const statement = tree
    .children(first ?? 0)
    .find((node) => tree.kind(node) !== 'future_import_statement' && !isDocstring(program, node));
  return statement === undefined ? program.text.length : program.lineStart(tree.start(statement));
}

function isDocstring({ tree }: Program, node: Node): boolean {
  return tree.kind(node) === 'expression_statement' && tree.kind(tree.firstChild(node)) === 'string';
}

function callees(program: Program, template: string, chance: Chance): string | undefined {
  const { tree } = program;
  const called = program.nodes('call').filter((node) => {
    const callee = tree.child(node, 'function');
    const isNamed = ['identifier', 'attribute'].includes(tree.kind(callee));
    return isNamed && tree.textOf(callee) !== 'super' && !/\blambda\b/.test(tree.textOf(callee));
  });
  const outer = called.filter((node) => !template.includes(':=') || !program.isWithin(node, ...NO_WALRUS));
  const edits = some(outer, chance).map((node) => {
    const callee = tree.child(node, 'function');
    return program.replace(callee, filled(template, tree.textOf(callee), '', program.fresh()).join('\n'));
  });
  return applied(program, edits);
}

const NO_WALRUS: readonly string[] = [
  ...[
    'list_comprehension',
    'set_comprehension',
    'dictionary_comprehension',
    'generator_expression',
    'class_definition',
  ],
];

function comments(program: Program): string {
  return program.text.replaceAll(
    /^([ \t]*)(import|from|def|class|if|for|with|try|while|return|\w+ = )/gm,
    '$1# ) eval\n$&',
  );
}

// Between parentheses a line may break anywhere.
function lineBreaks(program: Program, chance: Chance): string | undefined {
  const { tree } = program;
  const read = program
    .nodes('attribute')
    .filter((node) => program.isRead(node) && !program.isWithin(node, 'interpolation'));
  const edits = some(read, chance).map((node) => {
    const [object, name] = [tree.child(node, 'object'), tree.child(node, 'attribute')];
    return program.replace(node, `(${tree.textOf(object)} # .\n . \\\n ${tree.textOf(name)})`);
  });
  return applied(program, edits);
}

// A function does not see the names of a class that it stands in.
function inClass(program: Program): string | undefined {
  if (program.nodes(...FUNCTIONS).length > 0) return undefined;
  return wrapped(program, (name) => [`class ${name}:`, '']);
}

const FUNCTIONS: readonly string[] = [
  ...['function_definition', 'lambda', 'list_comprehension', 'set_comprehension', 'dictionary_comprehension'],
  'generator_expression',
];

function wrapped(program: Program, write: (name: string) => readonly [string, string]): string | undefined {
  const start = beginning(program);
  const [head, body] = [program.text.slice(0, start), program.text.slice(start)];
  const isBound =
    program.nodes('global_statement', 'nonlocal_statement', 'wildcard_import', 'future_import_statement').length > 0;
  const isLong = program.nodes('string').some((node) => program.tree.textOf(node).includes('\n'));
  if (isBound || isLong || body.trim() === '') return undefined;
  const [opening, closing] = write(program.fresh());
  return `${head}${opening}\n${body.replaceAll(/^(?=.)/gm, '    ')}\n${closing}\n`;
}
