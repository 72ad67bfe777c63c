import { readFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { PythonParser } from '../../../../src/validator/reading/parser.js';

vi.mock('node:fs/promises', { spy: true });

describe('a parser that could not be loaded', () => {
  it('is loaded again for the next source', async () => {
    vi.mocked(readFile).mockRejectedValueOnce(Object.assign(new Error('too many open files'), { code: 'EMFILE' }));
    const parser = new PythonParser();

    await expect(parser.parse('x')).rejects.toMatchObject({ code: 'EMFILE' });

    expect(parser.isLoaded).toBe(false);
    expect((await parser.parse('x')).size).toBe(3);
  });
});
