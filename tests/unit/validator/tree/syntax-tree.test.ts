import { expect, it } from 'vitest';
import { Deadline } from '../../../../src/validator/deadline.js';
import { PythonParser } from '../../../../src/validator/reading/parser.js';
import { SourceRefusal } from '../../../../src/validator/refusal.js';
import { SyntaxTree, type TreeColumns } from '../../../../src/validator/tree/syntax-tree.js';

const columns: TreeColumns = {
  size: 1,
  kinds: new Uint16Array(1),
  fields: new Uint8Array(1),
  starts: new Uint32Array(1),
  ends: new Uint32Array(1),
  parents: new Int32Array([-1]),
  afters: new Uint32Array([1]),
  kindNames: ['module'],
  fieldNames: [''],
};

function askOften(tree: SyntaxTree): void {
  for (let look = 0; look < 100_000; look++) tree.kind(0);
}

it('is not asked for longer than one source may take', () => {
  expect(() => askOften(new SyntaxTree('', columns, new Deadline(0)))).toThrow(SourceRefusal);
});

it('may be asked as often as it takes until then', async () => {
  const tree = await new PythonParser().parse('x = 1\n');

  expect(() => askOften(tree)).not.toThrow();
});
