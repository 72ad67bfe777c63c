import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { IMAGE_NAMES } from '../../../src/config/image-names.js';
import { RULES } from '../../../src/validator/registry.js';
import { CodeValidator } from '../../../src/validator/validate.js';
import { COMPATIBILITY_CASES } from '../../helpers/compatibility-cases.js';
import { ATTACKS, ONCE_REFUSED } from './attackers.js';
import { IDIOMS } from './honest-idioms.js';

const prefilters = vi.hoisted(() => ({ areOff: false, count: 0 }));
vi.mock('../../../src/validator/remembered.js', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../../src/validator/remembered.js')>();
  const prefilter: typeof original.prefilter = (mayMatter) => {
    prefilters.count += 1;
    const asIs = original.prefilter(mayMatter);
    return (said) => prefilters.areOff || asIs(said);
  };
  return { ...original, prefilter };
});

const texts = (folder: string) => {
  const place = new URL(`../../corpus/${folder}/`, import.meta.url);
  return readdirSync(place).map((name) => readFileSync(new URL(name, place), 'utf8'));
};
const validators = IMAGE_NAMES.map((image) => new CodeValidator({ policy: { image } }));

/** Words of the prefilters that no other example has. */
const OTHERS = [
  'import pandas as pd\npd.set_option("plotting.backend", "this")\n',
  'import pandas as pd\npd.options.plotting.backend = "this"\n',
  'import string\nclass F(string.Formatter):\n    def get_field(self, *given): return given\n',
  'import numpy as np\nnp.load(file, None, True)\n',
  'get = getattr\n',
  'import numpy as np\nx = np._private\n',
  'def f(b):\n    b = __builtins__\n    b.items()\n',
  'import pandas as pd\nimport own\nframe = pd.DataFrame()\nframe.append(1)\n',
];

afterEach(() => {
  prefilters.areOff = false;
});

describe('a prefilter decides nothing: with all of them answering yes, the reports are the same', () => {
  it.each([
    ['attacks', ATTACKS],
    ['evasions', texts('evasions')],
    ['their honest neighbours', texts('neighbours')],
    ['what was refused once', ONCE_REFUSED.map(([, source]) => source)],
    ['honest idioms', IDIOMS.map(([, , source]) => source)],
    ['the examples of the rules', RULES.flatMap(({ meta }) => [meta.example, meta.accepted])],
    ['what else they look for', OTHERS],
    ['what an image does not have', COMPATIBILITY_CASES.map(({ source }) => source)],
  ])('of %s', async (_, sources) => {
    for (const source of sources) {
      for (const validator of validators) {
        prefilters.areOff = false;
        const asIs = await validator.validate(source);
        prefilters.areOff = true;
        expect(await validator.validate(source)).toEqual(asIs);
      }
    }
  });

  it('and there are some', () => {
    expect(prefilters.count).toBeGreaterThan(5);
  });
});
