import { ChangedNames } from '../../src/validator/constants/changed-names.js';
import { gatherFacts } from '../../src/validator/facts.js';
import { canonicalName } from '../../src/validator/qualified-name.js';
import { PythonParser } from '../../src/validator/reading/parser.js';
import { decodeSource } from '../../src/validator/reading/source.js';
import { SourceRefusal } from '../../src/validator/refusal.js';

/** What is seen in a source, each as often as it stands there. */
export interface SeenFacts {
  readonly imports: readonly string[];
  readonly calls: readonly string[];
  readonly attributes: readonly string[];
  readonly names: readonly string[];
}

const parser = new PythonParser();

/** What our facts say of a source, or why it is refused. */
export async function ourFactsOf(source: string): Promise<SeenFacts | string> {
  try {
    const tree = await parser.parse(decodeSource(Buffer.from(source)));
    const { imports, calls, attributes, reads, bindings } = gatherFacts(tree);
    const called = calls.map((call) => {
      const callee = tree.unwrap(tree.child(call, 'function'));
      const name = tree.kind(callee) === 'attribute' ? tree.child(callee, 'attribute') : callee;
      return tree.kind(name) === 'identifier' ? tree.identifier(name) : '';
    });
    const firsts = reads.map((node) => (tree.kind(node) === 'dotted_name' ? tree.firstChild(node) : node));
    return {
      imports: imports.map(({ qualifiedName }) => qualifiedName),
      calls: [...called, ...called.map(() => '()')],
      attributes: attributes.filter(({ by }) => by !== 'text').map(({ name }) => name),
      names: [
        ...firsts.filter((node) => tree.kind(node) === 'identifier').map((node) => tree.identifier(node)),
        ...bindings.map(({ name }) => name),
      ],
    };
  } catch (error) {
    if (error instanceof SourceRefusal) return error.unreadable.reason;
    throw error;
  }
}

/** What CPython sees and we do not. */
export function missedFacts(theirs: SeenFacts, ours: SeenFacts): string[] {
  const canonical = { ...theirs, imports: theirs.imports.map(canonicalName) };
  return (['imports', 'calls', 'attributes'] as const)
    .flatMap((kind) => withoutEach(canonical[kind], ours[kind]).map((name) => `${kind}: ${name}`))
    .concat(theirs.names.filter((name) => !ours.names.includes(name)).map((name) => `names: ${name}`));
}

function withoutEach(wanted: readonly string[], given: readonly string[]): string[] {
  const left = [...given];
  return wanted.filter((name) => {
    const index = left.indexOf(name);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** How deep in the value of a name the first thing lies that a source lets out, as far as we know. */
export async function safeDepthOf(source: string, name: string): Promise<number> {
  const tree = await parser.parse(source);
  return new ChangedNames(tree, gatherFacts(tree).names).useOf(name).safeDepth;
}
