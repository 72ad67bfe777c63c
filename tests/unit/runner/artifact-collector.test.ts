import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FIXED } from '../../../src/config/limits.js';
import { ProtocolViolation } from '../../../src/protocol/codec.js';
import { ArtifactCollector } from '../../../src/runner/artifact-collector.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const whole = (path: string, text = '') => ({ path, data: base64(text), last: true });
const part = (path: string, text: string) => ({ path, data: base64(text), last: false });

function collect(pieces: readonly { path: string; data: string; last: boolean }[], capBytes = 1024) {
  const collector = new ArtifactCollector(capBytes);
  for (const piece of pieces) collector.take(piece);
  return collector;
}

describe('ArtifactCollector', () => {
  it('puts a file together from its pieces', () => {
    const { artifacts } = collect([
      part('equity.csv', 'day,'),
      part('equity.csv', 'equity\n'),
      whole('equity.csv', '1'),
    ]);

    expect(artifacts).toEqual([
      {
        path: 'equity.csv',
        bytes: 12,
        sha256: createHash('sha256').update('day,equity\n1').digest('hex'),
        content: Buffer.from('day,equity\n1'),
      },
    ]);
  });

  it('keeps files apart, in their order, and empty ones too', () => {
    const { artifacts } = collect([whole('plots/a.svg', '<svg/>'), whole('empty'), whole('b', 'b')]);

    expect(artifacts.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['plots/a.svg', 6],
      ['empty', 0],
      ['b', 1],
    ]);
  });

  it('does not give a file whose last piece never came', () => {
    expect(collect([whole('a', 'a'), part('b', 'b')]).artifacts.map(({ path }) => path)).toEqual(['a']);
  });

  it.each(['../escape', '/etc/passwd', 'a/../../escape', 'a/..', '..', '.', './a', 'a//b', 'a/', ''])(
    'takes the name %j for a lie: it leads elsewhere',
    (path) => {
      expect(() => collect([whole(path)])).toThrowError(
        new ProtocolViolation('a file of /output has a name that leads elsewhere'),
      );
    },
  );

  it.each([
    ['a Windows path', 'C:\\Windows\\win.ini'],
    ['a Windows step up', '..\\escape'],
    ['a drive', 'C:win.ini'],
    ['a stream of another file', 'a.csv:hidden'],
    ['a time of day', 'AAPL 10:30.csv'],
    ['a device', 'plots/NUL'],
    ['a device with a suffix', 'aux.csv'],
    ['a serial port', 'com1.txt'],
    ['a name that Windows shortens by its dot', 'equity.csv.'],
    ['a name that Windows shortens by its space', 'equity.csv '],
    ['a control character', 'a\u001b[2J'],
    ['a NUL', 'a\0b'],
    ['half a character', 'a\ud800'],
    ['a name longer than file systems hold', 'x'.repeat(256)],
    ['a path longer than systems take', 'x/'.repeat(600).concat('x')],
  ])('leaves out %s, says why, and takes the next file', (_what, path) => {
    const collector = collect([part(path, 'a'), whole(path, 'b'), whole('next', 'c')]);

    expect(collector.artifacts.map((artifact) => artifact.path)).toEqual(['next']);
    expect(collector.skipped).toEqual([
      { path, reason: 'a name that does not mean the same on every operating system' },
    ]);
  });

  it.each(['.hidden', 'a..b', 'console.log', 'Überblick 2020.csv', '图表.png', 'what?.csv'])(
    'has nothing against %s',
    (path) => {
      expect(collect([whole(path)]).artifacts.map((artifact) => artifact.path)).toEqual([path]);
    },
  );

  it('takes pieces of two files at once for a lie', () => {
    expect(() => collect([part('a', '1'), part('b', '2')])).toThrowError(
      new ProtocolViolation('pieces of b came between those of another file'),
    );
  });

  it('takes the same file twice for a lie', () => {
    expect(() => collect([whole('a', '1'), whole('a', '2')])).toThrowError(new ProtocolViolation('a came twice'));
    expect(() => collect([whole('a:b', '1'), whole('a:b', '2')])).toThrowError(new ProtocolViolation('a:b came twice'));
  });

  it('takes as many bytes as the cap, of all files together, and not one more', () => {
    expect(collect([whole('a', '12345'), whole('b', '67890')], 10).artifacts).toHaveLength(2);
    expect(() => collect([whole('a', '12345'), whole('b', '678901')], 10)).toThrowError(
      new ProtocolViolation('more bytes of /output came than its cap'),
    );
  });

  it('takes as many files as the cap, and not one more', () => {
    const most = Array.from({ length: FIXED.outputFiles }, (_, index) => whole(`${index}`));

    expect(collect(most).artifacts).toHaveLength(FIXED.outputFiles);
    expect(() => collect([...most, whole('one more')])).toThrowError(
      new ProtocolViolation('more files of /output came than its cap'),
    );
  });
});
