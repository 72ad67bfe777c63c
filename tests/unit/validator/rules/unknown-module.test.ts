import { describe, expect, it } from 'vitest';
import { WHITELISTED_MODULES } from '../../../../src/validator/policy/modules.js';
import { CodeValidator } from '../../../../src/validator/validate.js';
import { findingsOf, reportOf, scoreOf } from '../judge.js';

describe('unknown-module', () => {
  it('gives one point for each, and counts it once', async () => {
    expect(await scoreOf('import backtrader\nimport backtrader.feeds as feeds\nfrom ta.trend import macd\n')).toBe(2);
  });

  it.each([
    [
      'import backtrader',
      'Imports backtrader, which is neither on the list of safe modules nor of dangerous ones',
      ['backtrader'],
    ],
    [
      'import sched',
      'Imports sched, a module of the standard library that is not on the list of safe ones; its uses are judged by themselves',
      [],
    ],
    ['import six', 'Imports six, which is neither on the list of safe modules nor of dangerous ones', ['six']],
    ['from .rules import rsi', 'Imports from files beside it, which are not judged with it', ['a relative import']],
  ])('leaves to the note on %j whether the image has it', async (source, message, missing) => {
    const { violations, compatibility } = await reportOf(source);
    expect(violations).toMatchObject([{ message }]);
    expect(compatibility.map(({ qualifiedName }) => qualifiedName)).toEqual(missing);
  });

  it('names the way out', async () => {
    const [finding] = (await reportOf('import backtrader')).violations;
    expect(finding).toMatchObject({ saferWay: expect.stringContaining('`allow-modules`') });
    const allowing = new CodeValidator({ policy: { allowModules: ['backtrader'] } });
    expect((await allowing.validate('import backtrader')).violations).toEqual([]);
  });

  it('takes a relative import for one', async () => {
    expect(await findingsOf('from . import helpers')).toEqual(['unknown-module a relative import 1']);
  });

  it('lets a star import of a framework pass', async () => {
    expect(await scoreOf('from AlgorithmImports import *\n\nclass A(QCAlgorithm):\n    pass\n')).toBe(1);
  });

  it.each([...WHITELISTED_MODULES])('knows %s', async (module) => {
    expect(await scoreOf(`from ${module} import x\n`)).toBe(0);
  });

  it('knows at least 25 modules', () => {
    expect(WHITELISTED_MODULES.size).toBeGreaterThanOrEqual(25);
  });
});
