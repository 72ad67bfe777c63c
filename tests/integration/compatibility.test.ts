import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IMAGE_NAMES } from '../../src/config/image-names.js';
import { IMAGE_TEMPLATES } from '../../src/engine/image-templates.js';
import { SandboxExecutor } from '../../src/executor.js';
import { COMPATIBILITY_CASES } from '../helpers/compatibility-cases.js';
import { currentImage, ourEngine } from '../helpers/image-files.js';

const sources = COMPATIBILITY_CASES.map(({ source }) => source);

/** Runs every source on its own, each with its own table of prices, and says which of them fail. */
const RUN_EACH = `
import warnings
import pandas as pd
warnings.simplefilter('ignore')

def fails(source):
    index = pd.date_range('2020-01-01', periods=5)
    prices = [1.0, 2.0, 3.0, 4.0, 5.0]
    data = pd.DataFrame({'close': prices, 'open': prices}, index=index)
    names = {'data': data, 'params': {}, '__name__': '__main__'}
    try:
        exec(source, names)
        if 'run' in names:
            names['run'](names['data'], {})
    except Exception:
        return True
    finally:
        import numpy
        if 'NaN' in vars(numpy) and 'np.NaN =' in source:
            del numpy.NaN
    return False

result = [source for source in params['sources'] if fails(source)]
`;

describe.each(IMAGE_NAMES)('in the image %s', (image) => {
  const executor = new SandboxExecutor({ image, validateCode: false, memoryMiB: 1024, timeoutSeconds: 100 });
  beforeAll(async () => void (await currentImage(await ourEngine(), IMAGE_TEMPLATES[image])));
  afterAll(() => executor.cleanup());

  it('what has a note fails, and what has none runs', async () => {
    const outcome = await executor.execute(RUN_EACH, { params: { sources } });
    const noted = COMPATIBILITY_CASES.filter((one) => one[image].length > 0).map(({ source }) => source);
    expect(outcome).toMatchObject({ status: 'completed', value: noted });
  });
});
