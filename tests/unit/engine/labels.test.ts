import { describe, expect, it } from 'vitest';
import { containerLabels, currentOwner, processStart, startInStat } from '../../../src/engine/labels.js';

const FIELDS_AFTER_NAME = `S 1 2 3 0 -1 4194560 5 6 7 8 9 10 11 12 20 0 1 0 987654 1000 200`;

describe('the start of a process', () => {
  it.each(['node', 'a program', 'a) R 1 (b', '((', ')'])('is the 22nd field, whatever is in the name (%s)', (name) => {
    expect(startInStat(`4711 (${name}) ${FIELDS_AFTER_NAME}`)).toBe('987654');
  });

  it('is null where there is no such process', () => {
    expect(startInStat('')).toBeNull();
  });

  it('is null for a process that is dead and only waits to be collected', () => {
    expect(startInStat(`4711 (node) Z${FIELDS_AFTER_NAME.slice(1)}`)).toBeNull();
    expect(processStart(2 ** 30)).toBeNull();
  });
});

describe('the labels of a container', () => {
  const owner = { machine: 'm', boot: 'b', pidNamespace: 'pid:[1]', pid: 4711, pidStart: '987654' };

  it('say whose it is, what for, and until when', () => {
    expect(containerLabels(owner, 'sandbox', new Date('2026-01-02T03:04:05.678Z'), 'run-1')).toEqual({
      'io.quantine.managed': 'true',
      'io.quantine.role': 'sandbox',
      'io.quantine.execution': 'run-1',
      'io.quantine.owner.machine': 'm',
      'io.quantine.owner.boot': 'b',
      'io.quantine.owner.pid-namespace': 'pid:[1]',
      'io.quantine.owner.pid': '4711',
      'io.quantine.owner.pid-start': '987654',
      'io.quantine.expires-at': '2026-01-02T03:04:05.678Z',
    });
  });
});

describe('this process, as an owner', () => {
  it('is the one that runs, and the same each time', () => {
    expect(currentOwner()).toMatchObject({ pid: process.pid, pidStart: processStart(process.pid) ?? '' });
    expect(currentOwner()).toEqual(currentOwner());
  });
});
