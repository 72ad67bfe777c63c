import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CodeValidator } from '../../src/validator/validate.js';

const root = new URL('../../', import.meta.url);
const folder = new URL('examples/strategies/', root);
const strategies = readdirSync(folder).filter((name) => name.endsWith('.py'));

describe('the example strategies', () => {
  it('are the seven that a newcomer is promised', () => {
    expect(strategies).toEqual([
      'bollinger_breakout.py',
      'donchian_channel.py',
      'pairs_trading.py',
      'rsi_mean_reversion.py',
      'scipy_optimisation.py',
      'sma_crossover.py',
      'talib_momentum.py',
    ]);
  });
});

describe.each(strategies)('%s', (name) => {
  const source = readFileSync(new URL(name, folder));
  const text = source.toString('utf8');

  it('is found to be of low risk, with nothing to complain about', async () => {
    const report = await new CodeValidator().validate(source);

    expect(report).toMatchObject({ isValid: true, riskScore: 0, riskLevel: 'LOW', violations: [] });
  });

  it('says with which command it runs, on files that are there', () => {
    const command = /^ {4}\.\/scripts\/quantine run (\S+) --data (\S+)/m.exec(text);
    const [, strategy = 'no strategy named', data = 'no data named'] = command ?? [];

    expect(strategy).toBe(`examples/strategies/${name}`);
    expect(existsSync(new URL(data, root)), data).toBe(true);
  });

  it('names every parameter it reads', () => {
    const docstring = text.split('"""')[1] ?? '';
    const parameters = [...text.matchAll(/params\.get\("(\w+)"/g)].map((match) => match[1] ?? '');

    expect(parameters.filter((parameter) => !new RegExp(`\\b${parameter}\\s\\(`).test(docstring))).toEqual([]);
  });

  it('never looks ahead', () => {
    expect(text).not.toMatch(/shift\(\s*-|bfill|center=True/);
  });
});
