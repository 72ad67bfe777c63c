import pc from 'picocolors';
import type { CliIo } from '../../../src/cli/context.js';

/** Takes what a command writes. `both` has it in the order in which a terminal would show it. */
export interface FakeIo extends CliIo {
  readonly written: { out: string; err: string; both: string };
}

export function fakeIo(): FakeIo {
  const written = { out: '', err: '', both: '' };
  return {
    written,
    out(text) {
      written.out += text;
      written.both += text;
    },
    err(text) {
      written.err += text;
      written.both += text;
    },
    outputLost: new AbortController().signal,
    isTerminal: { out: false, err: false },
    colours: pc.createColors(false),
    errColours: pc.createColors(false),
  };
}
