import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isBroughtByStar, isInImage, leadsTo } from '../../../../src/validator/catalogue/reach.js';
import { BLACKLISTED_MODULES } from '../../../../src/validator/policy/blacklist.js';
import { WHITELISTED_MODULES } from '../../../../src/validator/policy/modules.js';
import { CodeValidator } from '../../../../src/validator/validate.js';

interface ReachTable {
  readonly owners: Readonly<Record<string, number>>;
  readonly edges: Readonly<Record<string, readonly string[]>>;
}

const table = JSON.parse(readFileSync('src/validator/catalogue/reach.json', 'utf8')) as ReachTable;
const validator = new CodeValidator();

/** Every way in which a module that strategies may import holds one that they may not. */
const harmfulEdges = Object.keys(table.edges).flatMap((attribute) =>
  Object.keys(table.owners)
    .filter((owner) => WHITELISTED_MODULES.has(owner.split('.')[0]!))
    .filter((owner) => BLACKLISTED_MODULES.has(leadsTo(owner, attribute) ?? ''))
    .map((owner) => `${owner}.${attribute}`),
);

describe('the catalogue of what modules hold', () => {
  it.each([
    ['random', '_os', 'os'],
    ['random', '_urandom', 'os.urandom'],
    ['statistics', 'sys', 'sys'],
    ['typing', 'contextlib', 'contextlib'],
    ['contextlib', 'os', 'os'],
    ['os.path', 'os', 'os'],
    ['pandas.compat', 'platform', 'platform'],
    ['numpy.ma.core', 'inspect', 'inspect'],
    ['numpy.f2py.diagnose', 'os', 'os'],
    ['pandas.core.frame', 'get_handle', 'pandas.io.common.get_handle'],
    ['collections.abc', 'FunctionType', 'types.FunctionType'],
    ['unittest.mock', 'FunctionTypes', 'types.FunctionType'],
    ['warnings.catch_warnings()', '_module', 'warnings'],
    ['logging.handlers.RotatingFileHandler()', '_builtin_open', 'builtins.open'],
  ])('knows that %s.%s is %s', (owner, attribute, target) => {
    expect(leadsTo(owner, attribute)).toBe(target);
  });

  it.each([
    ['scipy', 'signal'],
    ['numpy', 'random'],
    ['datetime', 'datetime'],
    ['pandas', 'DataFrame'],
    ['os', 'path'],
    ['threading', 'Lock'],
    ['pandas.io.common', 'get_handle'],
    ['collections.abc', 'Mapping'],
    ['concurrent.futures', 'ProcessPoolExecutor'],
    ['constructor', 'constructor'],
    ['random', '__proto__'],
    ['backtrader', 'os'],
  ])('leaves %s.%s what it is called', (owner, attribute) => {
    expect(leadsTo(owner, attribute)).toBeUndefined();
  });

  it('tells what a star import brings', () => {
    expect(isBroughtByStar('statistics', 'mean')).toBe(true);
    expect(isBroughtByStar('statistics', 'sys')).toBe(false);
    expect(isBroughtByStar('random', '_os')).toBe(false);
    expect(isBroughtByStar('pandas.io.common', 'os')).toBe(true);
  });

  it('knows the modules of each image', () => {
    expect(isInImage('numpy', 'python313')).toBe(true);
    expect(isInImage('backtrader', 'python313')).toBe(false);
    expect([isInImage('imp', 'python311'), isInImage('imp', 'python313')]).toEqual([true, false]);
  });
});

describe('a module that strategies may import', () => {
  it('gives nobody what it holds', { timeout: 60_000 }, async () => {
    expect(harmfulEdges.length).toBeGreaterThan(300);
    const passed: string[] = [];
    for (const road of harmfulEdges) {
      const { isValid } = await validator.validate(`import ${road.slice(0, road.lastIndexOf('.'))}\n${road}\n`);
      if (isValid) passed.push(road);
    }
    expect(passed).toEqual([]);
  });

  it.each([
    'import scipy.signal\nresult = scipy.signal.lfilter([1], [1], data)\n',
    'import numpy as np\nnp.random.default_rng(0)\nnp.testing.assert_allclose(1, 1)\n',
    'import numpy as np\nnp.lib.stride_tricks.sliding_window_view(data, 3)\n',
    'import datetime\ndatetime.datetime.now()\n',
    'import pandas as pd\npd.tseries.offsets.BDay(1)\n',
  ])('may be used for what it is for: %j', async (source) => {
    expect(await validator.validate(source)).toMatchObject({ riskScore: 0 });
  });
});
