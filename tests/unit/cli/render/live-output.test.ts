import { beforeEach, expect, test } from 'vitest';
import { LiveOutput } from '../../../../src/cli/render/live-output.js';
import { type FakeIo, fakeIo } from '../fake-io.js';

let io: FakeIo;
let live: LiveOutput;

beforeEach(() => {
  io = fakeIo();
  live = new LiveOutput(io);
});

const out = (text: string) => live.write({ stream: 'stdout', text });
const err = (text: string) => live.write({ stream: 'stderr', text });

test('every line stands behind a bar, on the stream it came from', () => {
  out('one\ntwo\n');
  err('careful\n');
  expect(io.written.out).toBe('│ one\n│ two\n');
  expect(io.written.err).toBe('│ careful\n');
});

test('a line that comes in pieces has one bar', () => {
  out('on');
  out('e\ntw');
  out('o\n');
  expect(io.written.out).toBe('│ one\n│ two\n');
});

test('a command to whoever reads the log is shown, also where it comes in pieces', () => {
  out('##vso[task.setvariable]\n#');
  out('#er');
  out('ror ##');
  out('[error]forged\n::group::x\n');
  expect(io.written.out).toBe('│ ##vso\\x5btask.setvariable]\n│ ##error ##\\x5berror]forged\n│ ::group::x\n');
});

test('an empty line has its bar too', () => {
  out('\n\nlast\n');
  expect(io.written.out).toBe('│ \n│ \n│ last\n');
});

test('a line left open is ended before the other stream has its say, and at the end', () => {
  out('half');
  err('careful');
  live.finish();
  live.finish();
  expect(io.written.both).toBe('│ half\n│ careful\n');
});

test('a carriage return ends the line, so that nothing is written over the bar', () => {
  out('10%\r20%\r');
  out('done\r\n');
  expect(io.written.out).toBe('│ 10%\n│ 20%\n│ done\n');
});

test('a CR LF that comes in two pieces is one end of line', () => {
  out('one\r');
  out('\ntwo\n');
  expect(io.written.out).toBe('│ one\n│ two\n');
});

test('escape sequences are shown and not obeyed', () => {
  out('\u001b[2Jcompleted\n');
  expect(io.written.out).toBe('│ \\x1b[2Jcompleted\n');
});
