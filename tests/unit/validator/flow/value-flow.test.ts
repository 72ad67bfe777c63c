import { describe, expect, it } from 'vitest';
import { findingsOf, reportOf, scoreOf } from '../judge.js';
import { WAYS } from '../ways.js';

describe('what is handed on is found again', () => {
  it.each(WAYS)('through %s', async (_, source) => {
    const strategy = `import glob\n${source.replaceAll('MODULE', 'glob')}\nfound.glob("/etc/*")\n`;

    expect(await findingsOf(strategy)).toContain('file-io glob.glob 30');
  });

  it.each(WAYS)('and is nothing where it is a module that only computes, through %s', async (_, source) => {
    const { violations } = await reportOf(`import math\n${source.replaceAll('MODULE', 'math')}\nfound.sqrt(2)\n`);

    expect(violations.filter(({ rule }) => rule === 'file-io' || rule === 'blacklisted-module')).toEqual([]);
  });
});

describe('an attribute that leads into the interpreter', () => {
  it.each([
    'walk = x.__subclasses__\nwalk()\n',
    '[x.__subclasses__][0]()\n',
    'dict(a=x.__subclasses__)["a"]()\n',
    'def f():\n    g = x.__subclasses__\n    return g\nf()()\n',
  ])('is a walk where it is called in another place: %j', async (source) => {
    expect(await findingsOf(source)).toContain('object-graph-escape __subclasses__ 30');
  });

  it('is one step where it is only looked at', async () => {
    expect(await scoreOf('kind = x.__class__\nprint(kind)\n')).toBe(20);
  });
});

describe('attrgetter and methodcaller', () => {
  it.each([
    'from operator import attrgetter\nattrgetter("glob")(glob)("/etc/*")',
    'from operator import methodcaller\nmethodcaller("glob", "/etc/*")(glob)',
    'import operator\nget = operator.attrgetter("glob")\nget(glob)("/etc/*")',
  ])('read what they are called with: %j', async (source) => {
    expect(await findingsOf(`import glob\n${source}\n`)).toContain('file-io glob.glob 30');
  });
});

describe('functions of which one has two names', () => {
  it.each([
    'x = y = lambda m: 0\ndef x(m): return 1\ndef x(m): return 2\ndef y(m): return m.glob("/etc/host*")',
    'x = y = lambda m: 0\ndef y(m): return m.glob("/etc/host*")\ndef x(m): return 1\ndef x(m): return 2',
    'x = y = lambda m: 0\ndef x(m): return 1\ndef y(m): return m.glob("/etc/host*")',
  ])('are all given what one of their names is given: %j', async (definitions) => {
    expect(await findingsOf(`import glob as M\n${definitions}\nx(M)\nprint(y(M))\n`)).toContain('file-io glob.glob 30');
  });
});
