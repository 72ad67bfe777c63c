import { describe, expect, it, vi } from 'vitest';
import { SyntaxTree } from '../../../src/validator/tree/syntax-tree.js';
import { findingsOf, reportOf } from './judge.js';

// Megabytes are read here, perhaps on a busy machine.
/** As many honest strategies in one file as make it large, each of which hands functions, objects and modules about. */
const HONEST = Array.from(
  { length: 60 },
  (_, index) => `
import talib.abstract as ta
import numpy as np
import pandas as pd

class Strategy${index}(Base):
    def __init__(self, name, signal=lambda x, y: x & y):
        self.name, self.signal, self.filters = name, signal, []
        self.filters.append(self.is_liquid)
        self.numbers = np.append(self.filters, self.run)

    @property
    def label(self):
        return self.name.upper()

    def is_liquid(self, frame):
        return frame.volume.mean() > ${index}

    def indicators(self, frame):
        for name in ("RSI", "ADX"):
            frame[name] = getattr(ta, name)(frame)
        return self.scored(frame, ta)

    def scored(self, frame, library):
        return frame.apply(lambda row: self.signal(row.RSI, row.ADX), axis=1)

    def run(self, frame, then=None):
        kept = [f for f in self.filters if f(frame)]
        return reduce(self.signal, [self.indicators(frame), kept, self.label, then])

def main${index}(runner):
    return runner(Strategy${index}("a").run, [Strategy${index}, main${Math.max(0, index - 1)}])
`,
).join('');

const HIDDEN = `
import glob
def hidden(m):
    return m.glob("/etc/*")
main0(hidden)
class Last:
    def run(self, then):
        return then(glob)
Last().run([hidden][0])
`;

describe('a large source', () => {
  it('is read where it is honest', async () => {
    expect(await reportOf(HONEST)).toMatchObject({ isValid: true });
  });

  it('is refused for what hides at its end', async () => {
    expect(await findingsOf(HONEST + HIDDEN)).toContain('file-io glob.glob 30');
  });

  it('is refused for what hides at its beginning', async () => {
    expect(await findingsOf(HIDDEN + HONEST)).toContain('file-io glob.glob 30');
  });
});

describe('a source that binds one name again and again, and reads it as often', () => {
  /** How often the tree is asked for a parent, which every look at a binding does. */
  async function looksAt(source: string): Promise<number> {
    const parent = vi.spyOn(SyntaxTree.prototype, 'parent');
    try {
      await reportOf(source);
      return parent.mock.calls.length;
    } finally {
      parent.mockRestore();
    }
  }

  it.each([
    ['tables', 'import pandas as pd\n', 'x = pd.DataFrame()\n', 'x.fillna(method="ffill")\n'],
    ['modules', 'import os\n', 'x = os\n', 'x.system("id")\n'],
    ['texts', '', 'x = "os"\n', '__import__(x)\n'],
  ])('costs twice as much where it is twice as long: %s', async (_, begin, bound, read) => {
    const sourceOf = (count: number) => begin + bound.repeat(count) + read.repeat(count);
    await reportOf(sourceOf(1));
    const [once, twice] = [await looksAt(sourceOf(400)), await looksAt(sourceOf(800))];
    expect(twice / once).toBeLessThan(2.5);
  });
});
