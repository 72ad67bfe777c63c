import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IMAGE_TEMPLATES } from '../../src/engine/image-templates.js';
import { SandboxExecutor } from '../../src/executor.js';
import { currentImage, ourEngine } from '../helpers/image-files.js';

const executor = new SandboxExecutor({ image: 'python311', memoryMiB: 1024, timeoutSeconds: 60 });
beforeAll(async () => void (await currentImage(await ourEngine(), IMAGE_TEMPLATES.python311)));
afterAll(() => executor.cleanup());

describe('in the image python311', () => {
  it('a strategy finds the older pins that models still write for', async () => {
    const source = [
      'import sys, dateutil, numpy, orjson, pandas, pytz, scipy, talib',
      'from importlib.metadata import version',
      'names = ["numpy", "pandas", "scipy", "orjson", "python-dateutil", "pytz"]',
      'result = {"python": list(sys.version_info[:2]), **{name: version(name) for name in names}}',
    ].join('\n');
    await using unread = new SandboxExecutor({ image: 'python311', validateCode: false, memoryMiB: 1024 });
    expect(await unread.execute(source)).toMatchObject({
      status: 'completed',
      value: {
        python: [3, 11],
        numpy: '1.26.2',
        pandas: '2.1.3',
        scipy: '1.11.4',
        orjson: '3.9.10',
        'python-dateutil': '2.8.2',
        pytz: '2023.3',
      },
    });
  });

  it.each([
    ['sma_crossover.py', 'sp500.csv'],
    ['talib_momentum.py', 'sp500.csv'],
    ['scipy_optimisation.py', 'stocks.csv'],
  ])('%s completes', async (name, data) => {
    const source = readFileSync(`examples/strategies/${name}`);
    expect(await executor.execute(source, { data: `examples/data/${data}` })).toMatchObject({
      status: 'completed',
      image: { reference: expect.stringMatching(/^quantine\/python311:/) },
      value: { trades: expect.any(Number), max_drawdown: expect.any(Number) },
    });
  });
});
