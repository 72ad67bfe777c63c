import { afterEach, describe, expect, it, vi } from 'vitest';
import { READING } from '../../../src/config/limits.js';
import { monotonicMs } from '../../../src/core/clock.js';
import { Deadline } from '../../../src/validator/deadline.js';
import { PythonParser } from '../../../src/validator/reading/parser.js';
import { repairedTree } from '../../../src/validator/reading/repairs/repair.js';
import { SourceRefusal } from '../../../src/validator/refusal.js';
import { CodeValidator } from '../../../src/validator/validate.js';

vi.mock(import('../../../src/core/clock.js'), async (load) => {
  const { monotonicMs: real } = await load();
  return { monotonicMs: vi.fn(real) };
});

// Sources are long here, so that the clock is looked at on the way, and the machine may be busy.
afterEach(() => vi.mocked(monotonicMs).mockReset());

/** A clock that stands still until it is set, or goes on by so much at each look. */
function clock({ stepMs = 0 } = {}): { nowMs: number } {
  const time = { nowMs: 0 };
  vi.mocked(monotonicMs).mockImplementation(() => {
    time.nowMs += stepMs;
    return time.nowMs;
  });
  return time;
}

const TOO_SLOW = { unreadable: { reason: 'too-slow' } };
const LONG = 'y\n'.repeat(20_000);
/** Read in other words, which is as long. */
const REPAIRABLE = `a = b, 1\n[c] = d\n${LONG}`;

describe('the deadline of a part', () => {
  it('comes before that of the whole', () => {
    const time = clock();
    const whole = new Deadline(10);
    const part = whole.ofPart(4);
    time.nowMs = 4;

    expect([part.isOver, whole.isOver]).toEqual([true, false]);
  });

  it('comes no later than that of the whole', () => {
    const time = clock();
    const whole = new Deadline(10);
    time.nowMs = 8;
    const part = whole.ofPart(4);
    time.nowMs = 10;

    expect(part.isOver).toBe(true);
  });
});

describe('a text in a source', () => {
  it('is not read where that takes longer than a text may', async () => {
    const parser = new PythonParser();
    const time = clock();
    const source = await parser.parse('x = 1\n');
    vi.mocked(monotonicMs).mockImplementation(() => {
      time.nowMs += READING.embeddedParseMs / 2;
      return time.nowMs;
    });

    expect(parser.parseEmbedded(source, LONG)).toBeUndefined();
  });

  it('refuses its source where the time of that is over', async () => {
    const parser = new PythonParser();
    const time = clock();
    const source = await parser.parse('x = 1\n');
    expect(parser.parseEmbedded(source, LONG)?.text).toBe(LONG);
    time.nowMs = READING.sourceBudgetMs;

    expect(() => parser.parseEmbedded(source, LONG)).toThrow(SourceRefusal);
  });

  it('is judged in the time of its source', async () => {
    const parser = new PythonParser();
    const source = await parser.parse('x = 1\n');

    expect(parser.parseEmbedded(source, 'y\n')?.deadline).toBe(source.deadline);
  });
});

describe('a source with very many texts to repair', () => {
  it('takes no longer than one source may', async () => {
    const validator = new CodeValidator();
    await validator.validate('');
    const time = clock({ stepMs: 1 });
    const texts = Array.from({ length: 200 }, (_, index) => `exec('''x = ${index}\n${REPAIRABLE}''')\n`);

    const { unreadable } = await validator.validate(texts.join(''));

    expect(unreadable).toMatchObject({ reason: 'too-slow' });
    expect(time.nowMs).toBeLessThan(READING.sourceBudgetMs + 10);
  });
});

describe('a source that has to be read in other words', () => {
  const parser = new PythonParser();

  it('is too slow where its time is over before all of it was looked through', () => {
    expect(() => repairedTree(LONG, new Deadline(0), () => expect.unreachable())).toThrow(SourceRefusal);
  });

  it.each([0.1, 0.3, 0.5, 0.7, 0.9])(
    'is too slow, and not broken, where its time is over after %d of it',
    async (part) => {
      const time = clock();
      await parser.parse(REPAIRABLE);
      vi.mocked(monotonicMs).mockImplementation(() => time.nowMs++);
      await parser.parse(REPAIRABLE);
      const looks = time.nowMs;

      await expect(parser.parse(REPAIRABLE, Math.round(part * looks))).rejects.toMatchObject(TOO_SLOW);
    },
  );
});
