import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/config/limits.js';
import { containerSettings, cpuBackstopSeconds, fillerSettings } from '../../../src/engine/host-config.js';
import { plan } from '../runner/accepted-sandbox.js';

describe('the settings of a sandbox', () => {
  it('are these, and nothing besides', () => {
    expect(containerSettings(plan)).toEqual({
      Image: 'sha256:1',
      User: '65532:65532',
      Hostname: 'quantine',
      Env: [
        'HOME=/tmp',
        'LANG=C.UTF-8',
        'TZ=UTC',
        'OPENBLAS_NUM_THREADS=1',
        'OMP_NUM_THREADS=1',
        'MKL_NUM_THREADS=1',
        'PYTHONHASHSEED=0',
      ],
      Labels: { 'io.quantine.managed': 'true' },
      NetworkDisabled: true,
      OpenStdin: true,
      StdinOnce: true,
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      Tty: false,
      HostConfig: {
        NetworkMode: 'none',
        ReadonlyRootfs: true,
        Privileged: false,
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges', 'seccomp={"defaultAction":"SCMP_ACT_ERRNO"}'],
        IpcMode: 'none',
        LogConfig: { Type: 'none', Config: {} },
        RestartPolicy: { Name: 'no' },
        Memory: 536_870_912,
        MemorySwap: 536_870_912,
        PidsLimit: 64,
        NanoCpus: 1_500_000_000,
        Ulimits: [
          { Name: 'nofile', Soft: 1024, Hard: 1024 },
          { Name: 'fsize', Soft: 33_554_432, Hard: 33_554_432 },
          { Name: 'core', Soft: 0, Hard: 0 },
          { Name: 'cpu', Soft: 510, Hard: 510 },
        ],
        Tmpfs: {
          '/tmp': 'rw,noexec,nosuid,nodev,mode=1777,size=16777216,nr_inodes=4096',
          '/output': 'rw,noexec,nosuid,nodev,mode=0700,uid=65532,gid=65532,size=33554432,nr_inodes=4096',
          '/dev/mqueue': 'ro,noexec,nosuid,nodev,size=4k,nr_inodes=2',
        },
        Mounts: [
          {
            Type: 'volume',
            Source: 'quantine-data-1',
            Target: `/datasets/${'d'.repeat(64)}`,
            ReadOnly: true,
            VolumeOptions: { NoCopy: true },
          },
          {
            Type: 'volume',
            Source: 'quantine-names-1',
            Target: '/data',
            ReadOnly: true,
            VolumeOptions: { NoCopy: true },
          },
        ],
      },
    });
  });

  it('mount nothing without data', () => {
    expect(containerSettings({ ...plan, datasets: [], namesVolume: null }).HostConfig.Mounts).toEqual([]);
  });

  it('lack the CPU cap, and it alone, where that is waived', () => {
    const { NanoCpus, Ulimits: _, ...rest } = containerSettings(plan).HostConfig;
    const { Ulimits, ...waived } = containerSettings({ ...plan, waived: ['cpu'] }).HostConfig;

    expect(NanoCpus).toBe(1_500_000_000);
    expect(waived).toEqual(rest);
    // Any number of CPUs may be at work now, and the backstop must not come before the deadline.
    expect(Ulimits.find(({ Name }) => Name === 'cpu')?.Hard).toBeGreaterThan(plan.limits.timeoutSeconds * 64);
  });

  it('stay as they are where nobody read the code', () => {
    expect(containerSettings({ ...plan, waived: ['validation'] })).toEqual(containerSettings(plan));
  });

  it('bind no host path, whatever is planned', () => {
    const dataset = fc.record({ sha256: fc.string(), volume: fc.string() });
    fc.assert(
      fc.property(fc.array(dataset), fc.option(fc.string()), (datasets, namesVolume) => {
        const { HostConfig } = containerSettings({ ...plan, datasets, namesVolume });

        expect(HostConfig).not.toHaveProperty('Binds');
        expect(HostConfig.Mounts.every(({ Type, ReadOnly }) => Type === 'volume' && ReadOnly)).toBe(true);
      }),
    );
  });

  it('let the deadline come before the backstop for CPU time, on every CPU at once', () => {
    const limits = fc.record({
      timeoutSeconds: fc.double({
        min: LIMITS.timeoutSeconds.minimum,
        max: LIMITS.timeoutSeconds.ceiling,
        noNaN: true,
      }),
      cpus: fc.double({ min: LIMITS.cpus.minimum, max: LIMITS.cpus.ceiling, noNaN: true }),
    });
    fc.assert(
      fc.property(limits, (changes) => {
        const backstop = cpuBackstopSeconds({ limits: { ...plan.limits, ...changes }, waived: [] });

        expect(Number.isInteger(backstop)).toBe(true);
        expect(backstop).toBeGreaterThan(changes.timeoutSeconds * changes.cpus);
      }),
    );
  });
});

describe('the settings of a filler', () => {
  const settings = fillerSettings('sha256:1', 'quantine-data-1', '/fill', { 'io.quantine.role': 'filler' });

  it('let the engine write into one volume, and into nothing else', () => {
    expect(settings.HostConfig.Mounts).toEqual([
      {
        Type: 'volume',
        Source: 'quantine-data-1',
        Target: '/fill',
        ReadOnly: false,
        VolumeOptions: { NoCopy: true },
      },
    ]);
    expect(settings.HostConfig.ReadonlyRootfs).toBe(true);
  });

  it('would leave it powerless even if somebody started it', () => {
    expect(settings).toMatchObject({
      User: '65532:65532',
      OpenStdin: false,
      HostConfig: { NetworkMode: 'none', CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges'], PidsLimit: 1 },
    });
  });
});
