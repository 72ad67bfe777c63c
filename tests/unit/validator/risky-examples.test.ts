import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reportOf } from './judge.js';

const folder = new URL('../../../examples/risky/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const expected = Object.entries(JSON.parse(read('expected.json')) as Record<string, { layer: string; ending: string }>);

describe('the risky examples', () => {
  it('each have a stated end', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.py'));

    expect(expected.map(([name]) => name)).toEqual(files.toSorted());
  });

  it.each(expected)('%s is stopped by the layer it names', async (name, { layer, ending }) => {
    const source = read(name);

    expect((await reportOf(source)).isValid).toBe(layer === 'container');
    expect(ending === 'rejected').toBe(layer === 'validator');
    expect(source).toContain(`Stopped by: the ${layer} (`);
  });
});
