import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { endingOf, ran } from '../helpers/real-engine.js';
import { start } from './cli-command.js';

const folder = new URL('../../examples/strategies/', import.meta.url);
const strategies = readdirSync(folder).filter((name) => name.endsWith('.py'));

describe('an example strategy', () => {
  it.each(strategies)('%s completes by the command in its docstring, in the default image', async (name) => {
    const { outcome, stderr, exitCode } = await runDocumented(name);
    expect(stderr).toBe('');
    expect(endingOf(outcome)).toBe('completed');
    expect(exitCode).toBe(0);
    expect(outcome.image.reference).toMatch(/^quantine\/python313:/);
    expect(outcome.stdout).not.toBe('');
    expect(outcome.nonFinitePaths).toEqual([]);
    expect(Object.keys(outcome.value)).toEqual(
      expect.arrayContaining(['total_return', 'cagr', 'sharpe', 'max_drawdown', 'trades', 'equity_at_year_end']),
    );
    expect(outcome.value.trades).toBeGreaterThan(0);
    expect(outcome.value.max_drawdown).toBeLessThan(0);
  });

  it('gives the same result every time', async () => {
    const [first, second] = [await runDocumented('sma_crossover.py'), await runDocumented('sma_crossover.py')];
    expect(first.outcome.value).toEqual(second.outcome.value);
    expect(first.outcome.stdout).toBe(second.outcome.stdout);
  });
});

/** The command a newcomer copies, with its outcome as JSON and its files in there. */
async function runDocumented(name: string) {
  const command = /^ {4}\.\/scripts\/quantine (run .+)$/m.exec(readFileSync(new URL(name, folder), 'utf8'))?.[1];
  const args = command!.split(' ');
  const out = args.indexOf('--out');
  if (out !== -1) args.splice(out, 2);
  const { stdout, stderr, exitCode } = await start({ args: [...args, '--json'] });
  const outcome = JSON.parse(stdout);
  ran(outcome);
  return { outcome, stderr, exitCode };
}
