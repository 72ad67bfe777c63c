import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { containerSettings } from '../../../src/engine/host-config.js';
import { containerLabels, currentOwner, LABEL, type Labels, type Owner } from '../../../src/engine/labels.js';
import { isAbandoned, reapDeadContainers } from '../../../src/sandbox/reaper.js';
import { InMemoryEngine } from '../engine/in-memory-engine.js';
import { plan } from '../runner/accepted-sandbox.js';

const self: Owner = { machine: 'desk', boot: 'boot-1', pidNamespace: 'pid:[1]', pid: 100, pidStart: '1000' };
const now = new Date('2026-01-01T12:00:00Z');
const past = new Date('2026-01-01T11:59:59Z');
const future = new Date('2026-01-01T12:00:01Z');

/** What runs here: a process by its number, and when it started. */
const running: Readonly<Record<number, string>> = { 100: '1000', 200: '2000' };
const startOf = (pid: number) => running[pid] ?? null;

const abandoned = (owner: Partial<Owner>, expiresAt: Date) =>
  isAbandoned(containerLabels({ ...self, ...owner }, 'sandbox', expiresAt, 'run-1'), self, now, startOf);

describe('a container of this machine, boot and pid namespace', () => {
  it.each([
    ['this very process', {}, false],
    ['another process that lives', { pid: 200, pidStart: '2000' }, false],
    ['a process that is dead', { pid: 300, pidStart: '3000' }, true],
    ['a dead process whose number somebody else has now', { pid: 200, pidStart: '1999' }, true],
  ])('is judged by its owner alone: %s', (_whose, owner, expected) => {
    expect(abandoned(owner, future)).toBe(expected);
  });

  it('is abandoned past its expiry, though its owner lives: a run that was left behind by mistake', () => {
    expect(abandoned({}, past)).toBe(true);
  });
});

describe('a container whose owner cannot be asked', () => {
  it.each([
    ['another machine', { machine: 'laptop' }],
    ['another boot', { boot: 'boot-0' }],
    ['another pid namespace', { pidNamespace: 'pid:[2]' }],
  ])('(%s) is abandoned once it has expired, and not before', (_where, owner) => {
    for (const pid of [100, 300]) {
      expect(abandoned({ ...owner, pid }, future)).toBe(false);
      expect(abandoned({ ...owner, pid }, now)).toBe(true);
      expect(abandoned({ ...owner, pid }, past)).toBe(true);
    }
  });

  it.each<[string, Labels]>([
    ['no labels but ours', {}],
    ['no date', { [LABEL.machine]: 'laptop' }],
    ['a date that is none', { [LABEL.machine]: 'laptop', [LABEL.expiresAt]: 'soon' }],
    ['an owner without a number', { [LABEL.machine]: 'desk', [LABEL.boot]: 'boot-1', [LABEL.pidNamespace]: 'pid:[1]' }],
  ])('is abandoned with %s: nobody could ever ask for it', (_what, labels) => {
    expect(isAbandoned(labels, self, now, startOf)).toBe(true);
  });
});

describe('an owner on a system that shows no start times', () => {
  const platform = Object.getOwnPropertyDescriptor(process, 'platform')!;
  const labels = containerLabels({ ...self, pid: 2 ** 30, pidStart: '' }, 'sandbox', future, 'run-1');
  const killThrows = (code: string) =>
    vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error(code), { code });
    });

  beforeEach(() => void Object.defineProperty(process, 'platform', { ...platform, value: 'darwin' }));
  afterEach(() => {
    Object.defineProperty(process, 'platform', platform);
    vi.restoreAllMocks();
  });

  it('is dead where nobody answers to its number', () => {
    killThrows('ESRCH');
    expect(isAbandoned(labels, self, now)).toBe(true);
  });

  it('lives where somebody answers, even somebody we may not signal', () => {
    const kill = killThrows('EPERM');
    expect(isAbandoned(labels, self, now)).toBe(false);
    kill.mockReturnValue(true);
    expect(isAbandoned(labels, self, now)).toBe(false);
  });
});

describe('reapDeadContainers', () => {
  it('removes what is abandoned, and says how many, and leaves what lives', async () => {
    const engine = new InMemoryEngine();
    const create = (owner: Owner, expiresAt: Date) =>
      engine.createContainer({
        ...containerSettings(plan),
        Labels: containerLabels(owner, 'sandbox', expiresAt, 'run-1'),
      });
    const mine = await create(currentOwner(), future);
    await create({ ...currentOwner(), pidStart: '1' }, future);
    await create({ ...currentOwner(), boot: 'an earlier one' }, past);

    expect(await reapDeadContainers(engine, now)).toBe(2);
    expect([...engine.containers.keys()]).toEqual([mine.id]);
  });
});
