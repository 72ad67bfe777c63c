import { describe, expect, it } from 'vitest';
import { scoredBy } from '../judge.js';

const scored = (source: string) => scoredBy('mass-deletion', source);

describe('mass-deletion', () => {
  it.each([
    ['import glob, os\nfor p in glob.glob("/*"):\n    os.remove(p)', 'glob.glob + os.remove'],
    ['import os, shutil\nfor r, d, f in os.walk("/"):\n    shutil.rmtree(r)', 'os.walk + shutil.rmtree'],
    [
      'from pathlib import Path\np = Path("/x")\nfor f in p.iterdir():\n    Path(f).unlink()',
      'pathlib.Path().iterdir + pathlib.Path().unlink',
    ],
    ['import os\n[os.rename(n, n + "x") for n in os.listdir("/data")]', 'os.rename'],
  ])('sees both parts in %j', async (source, name) => {
    expect(await scored(source)).toEqual([expect.stringContaining(name)]);
  });

  it.each(['import os\nos.remove("/x")', 'import os\nos.listdir("/data")', 'df.replace(1, 2)\nnames.remove("x")'])(
    'leaves one part alone to the other rules: %j',
    async (source) => {
      expect(await scored(source)).toEqual([]);
    },
  );
});
