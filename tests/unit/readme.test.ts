import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FIXED, LIMIT_NAMES, LIMITS, READING } from '../../src/config/limits.js';
import { ERROR_CATALOGUE } from '../../src/core/errors.js';
import { OUTCOME_CODES } from '../../src/core/outcome.js';
import { REFUSAL_REASONS } from '../../src/validator/refusal.js';

const root = new URL('../../', import.meta.url);
const pages = readdirSync(new URL('docs/', root), { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ name }) => `docs/${name}`);
const readme = ['README.md', ...pages].map(read).join('\n');

describe('the README and its pages', () => {
  it('has a line of contents for every page', () => {
    const contents = read('README.md').split('\n## ')[1] ?? '';
    expect(pages.filter((page) => !contents.includes(`](${page})`))).toEqual([]);
  });

  it('shows every limit as config/limits.ts has it', () => {
    const rows = LIMIT_NAMES.map((name) => {
      const row = LIMITS[name];
      return [`\`${name}\``, String(row.default), String(row.minimum), String(row.ceiling), row.why];
    });

    expect(tableAfter('| limit | default | from | to | what it is |')).toEqual(rows);
  });

  it('shows every bound that no option changes', () => {
    const rows = Object.entries(FIXED).map(([name, value]) => [`\`${name}\``, inReadableUnits(name, value)]);

    expect(tableAfter('| bound | value | what it is |').map((row) => row.slice(0, 2))).toEqual(rows);
  });

  it('shows every bound on reading a source', () => {
    const rows = Object.entries(READING).map(([name, value]) => [`\`${name}\``, inReadableUnits(name, value)]);

    expect(tableAfter('| bound of reading | value | of what |').map((row) => row.slice(0, 2))).toEqual(rows);
  });

  it('explains every reason for which a source is refused unread', () => {
    const rows = Object.entries(REFUSAL_REASONS).map(([reason, meaning]) => [`\`${reason}\``, meaning]);

    expect(tableAfter('| reason | what it means |')).toEqual(rows);
  });

  it('explains every code that is thrown, with its fault, whether to retry and the next step', () => {
    const rows = Object.entries(ERROR_CATALOGUE).map(([code, entry]) => [
      `\`${code}\``,
      entry.fault,
      entry.retryable ? 'yes' : 'no',
      entry.nextStep,
    ]);

    expect(tableAfter('| code | fault | retry | what to do |')).toEqual(rows);
  });

  it('explains every code that an outcome carries', () => {
    const codes = tableAfter('| code | what happened | what to do |').map(([code]) => code);

    expect(codes).toEqual(OUTCOME_CODES.map((code) => `\`${code}\``));
  });

  it('names every variable that is read', () => {
    const variables = [...read('src/config/load.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(
      (match) => match[1] ?? '',
    );
    const ofTheSystem = ['HOME', 'XDG_RUNTIME_DIR'];

    expect(variables).toContain('QUANTINE_NO_INSTALL');
    expect(variables.filter((name) => !ofTheSystem.includes(name) && !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('names, for each of the five promises, a test that is there', () => {
    const rows = tableAfter('| threat | what holds | layer | promise | test |');
    const tests = rows.map((row) => linkTarget(row[4] ?? ''));

    expect(rows.map((row) => row[3]?.slice(0, 2))).toEqual(['1.', '2.', '3.', '4.', '5.']);
    expect(tests.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });
});

const documents = ['README.md', 'ARCHITECTURE.md', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pages];

describe.each(documents)('%s', (document) => {
  it('links to nothing that is not there', () => {
    const targets = [...read(document).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '');

    expect(targets.filter((path) => !existsSync(new URL(path, new URL(document, root))))).toEqual([]);
  });

  it('leads to no heading that is not there', () => {
    const targets = [...read(document).matchAll(/\]\((?!https?:)([^)#]*)#([\w-]+)\)/g)];
    const isMissing = ([, path = '', anchor = '']: RegExpMatchArray) =>
      !headingsOf(
        path === '' ? document : new URL(path, new URL(document, root)).pathname.slice(root.pathname.length),
      ).includes(anchor);

    expect(targets.filter(isMissing).map(([link]) => link)).toEqual([]);
  });

  it('names no file of ours that is not there', () => {
    const text = read(document);
    const whole = [...text.matchAll(/(?<![\w.])(?:src|docker|scripts|tests|examples)\/[\w./-]*\w/g)].map(
      ([path]) => path,
    );
    const rooms = /(?<![\w./])(?:core|config|protocol|validator|engine|runner|sandbox|cli)\/[\w/-]+\.ts/g;
    const inRooms = [...text.matchAll(rooms)].map(([path]) => `src/${path}`);

    expect([...whole, ...inRooms].filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });
});

function read(document: string): string {
  return readFileSync(new URL(document, root), 'utf8');
}

/** As GitHub makes anchors of headings. */
function headingsOf(document: string): readonly string[] {
  return [...read(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

/** The cells of each row below this header. */
function tableAfter(header: string): string[][] {
  const lines = readme.split('\n');
  const start = lines.indexOf(header);
  expect(start, `the README or one of its pages has a table ${header}`).toBeGreaterThan(-1);
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

function linkTarget(cell: string): string {
  return /\]\((.+)\)/.exec(cell)?.[1] ?? `no link in ${cell}`;
}

function inReadableUnits(name: string, value: number): string {
  if (name.endsWith('Ms')) return `${value / 1000} s`;
  if (!name.endsWith('Bytes')) return String(value);
  return value >= 1024 ** 3 ? `${value / 1024 ** 3} GiB` : `${value / 1024 ** 2} MiB`;
}
