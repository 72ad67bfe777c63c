import { expect, it, vi } from 'vitest';
import { LineCursor, LineIndex } from '../../../../src/validator/tree/lines.js';

/** The excerpt around what stands between two bars, with the bars where the range begins and the text ends. */
function excerptAt(marked: string) {
  const start = marked.indexOf('|');
  const lines = new LineIndex(marked.replace('|', ''));
  const { snippet, snippetColumn } = lines.excerpt(lines.range(start, start + 1));
  return `${snippet.slice(0, snippetColumn - 1)}|${snippet.slice(snippetColumn - 1)}`;
}

it('shows a line without its indentation, and where in it a range begins', () => {
  expect(excerptAt('if x:\n    y = |eval("2")  \nz = 1\n')).toBe('y = |eval("2")');
  expect(excerptAt('\t|eval("2")')).toBe('|eval("2")');
});

it('cuts a long line around the place that is meant', () => {
  const excerpt = excerptAt(`y = [${'1, '.repeat(1000)}|eval("2"), ${'3, '.repeat(1000)}]\n`);

  expect(excerpt).toMatch(/^….*1, \|eval\("2"\), 3, .*…$/);
  expect(excerpt.length - 1).toBeLessThanOrEqual(160);
  expect(excerpt.indexOf('|')).toBeGreaterThan(40);
});

it('shows as much of what stands before as there is room for', () => {
  const excerpt = excerptAt(`y = [${'1, '.repeat(1000)}|eval("2")]\n`);

  expect(excerpt.endsWith('1, |eval("2")]')).toBe(true);
  expect(excerpt.length - 1).toBe(160);
});

it('cuts no character in two', () => {
  for (const shift of ['', 'x']) {
    const excerpt = excerptAt(`"${'😀'.repeat(200)}${shift}", |eval("${'😀'.repeat(200)}")\n`);

    expect(excerpt).not.toMatch(/\p{Surrogate}/u);
  }
});

it('looks at no more of a line than it could show', () => {
  const lines = new LineIndex(' '.repeat(5_000_000));
  const cut = vi.spyOn(String.prototype, 'slice');
  lines.excerpt(lines.range(2_500_000, 2_500_001));
  const looked = cut.mock.results.map(({ value }) => value.length);
  cut.mockRestore();

  expect(looked.length).toBeGreaterThan(0);
  expect(Math.max(...looked)).toBeLessThan(1000);
});

it('goes down the lines as offsets rise', () => {
  const text = 'ab\n\ncde';
  const cursor = new LineCursor(new LineIndex(text), text);
  const seen = [0, 2, 3, 4, 6, 7].map((offset) => {
    cursor.moveTo(offset);
    return [cursor.start, cursor.end];
  });

  expect(seen).toEqual([
    [0, 2],
    [0, 2],
    [3, 3],
    [4, 7],
    [4, 7],
    [4, 7],
  ]);
});
