import { describe, expect, it } from 'vitest';
import { PATH_EVASIONS } from '../../../differential/path-evasions.js';
import { scoredBy } from '../judge.js';

// That each of them really leads out is seen in the images, by tests/integration/path-programs.test.ts.
describe('a path that leads out of what a run is given', () => {
  it.each(PATH_EVASIONS)('is told, whatever it makes use of: %s: %j', async (_way, source) => {
    expect(await scoredBy('file-io', source)).toContain('pandas.read_csv');
  });
});
