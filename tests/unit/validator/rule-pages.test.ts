import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rulePage, rulesIndexPage } from '../../../src/validator/format/rule-pages.js';
import { BLACKLISTED_MODULES } from '../../../src/validator/policy/blacklist.js';
import { RULES } from '../../../src/validator/registry.js';
import { reportOf, scoredBy } from './judge.js';

const folder = new URL('../../../docs/rules/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const metas = RULES.map(({ meta }) => meta);

/** The Python code below a heading of a page, as a reader would copy it. */
function codeBelow(heading: string, page: string): string {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  return /^(`{3,})python\n(.*?)^\1$/ms.exec(section)![2]!;
}

describe('the pages about the rules (npm run docs makes them)', () => {
  it('are one for each rule, and one that lists them', () => {
    expect(readdirSync(folder).toSorted()).toEqual([...metas.map(({ id }) => `${id}.md`), 'README.md'].toSorted());
  });

  it('are listed as the rules are now', () => {
    expect(read('README.md')).toBe(rulesIndexPage(metas));
  });
});

describe.each(metas)('the page about $id', ({ id, ...meta }) => {
  const page = read(`${id}.md`);

  it('says what the rule says of itself now', () => {
    expect(page).toBe(rulePage({ id, ...meta }));
  });

  it('has the fixed headings', () => {
    const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);

    expect(headings.slice(0, 7)).toEqual([id, 'What', 'Why', 'Example', 'Accepted', 'Safer way', 'Points']);
  });

  it('leads to what can be done against it', () => {
    const [, anchor = ''] = /\[what you can do\]\(README\.md#([\w-]+)\)/.exec(page) ?? [];
    const headings = [...read('README.md').matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);

    expect(headings.map((heading) => heading.toLowerCase().replaceAll(' ', '-'))).toContain(anchor);
  });

  it('shows code that is refused and code that is accepted, as it claims', async () => {
    expect(await scoredBy(id, codeBelow('Example', page))).not.toEqual([]);
    expect(await scoredBy(id, codeBelow('Accepted', page))).toEqual([]);
  });
});

it('the page about blacklisted modules names all of which an unused import costs 5 points', async () => {
  const page = read('blacklisted-module.md');
  const [, list = ''] = /such imports behind\.\n\n(.*)\.$/m.exec(page) ?? [];
  const named = new Set([...list.matchAll(/`(\w+)`/g)].map(([, name]) => name));

  for (const module of BLACKLISTED_MODULES.keys()) {
    const [points] = (await reportOf(`import ${module}`)).violations
      .filter(({ rule }) => rule === 'blacklisted-module')
      .map((violation) => violation.points);
    expect([module, points]).toEqual([module, named.has(module) ? 5 : 30]);
  }
});

it('no example ends its own block', () => {
  const page = rulePage({ ...metas[0]!, example: "eval('''\n```\n''')\n" });

  expect(codeBelow('Example', page)).toBe("eval('''\n```\n''')\n");
});
