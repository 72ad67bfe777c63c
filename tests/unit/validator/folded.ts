import { representationOf } from '../../../src/validator/constants/representation.js';
import { gatherFacts } from '../../../src/validator/facts.js';
import { PythonParser } from '../../../src/validator/reading/parser.js';

const parser = new PythonParser();

/** What the last expression of a source is worked out to, as Python's `repr` writes it; undefined where it is not. */
export async function foldedText(source: string): Promise<string | undefined> {
  const tree = await parser.parse(source);
  const { names } = gatherFacts(tree);
  const last = tree.children(0).at(-1) ?? 0;
  const value = names.constants.evaluate(tree.firstChild(last), undefined);
  return value === undefined ? undefined : representationOf(value);
}
