import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LIMIT_NAMES, LIMITS } from '../../src/config/limits.js';
import type { ContainerEngine } from '../../src/engine/container-engine.js';
import { executeCodeInSandbox, SandboxExecutor } from '../../src/executor.js';
import type { ExecuteOptions, ExecutorOptions } from '../../src/executor-options.js';
import { InMemoryEngine } from './engine/in-memory-engine.js';
import { facts, hello, inspected, plan } from './runner/accepted-sandbox.js';
import { encoded, failure, result } from './runner/guest-frames.js';

/** An engine that must not be asked anything. */
const untouchable = new Proxy({} as ContainerEngine, {
  get: (_, method) => () => {
    throw new Error(`the engine was touched: ${String(method)}`);
  },
});

function execute(source: string | Uint8Array, options: ExecuteOptions = {}, own: ExecutorOptions = {}) {
  return new SandboxExecutor({ engine: untouchable, ...own }).execute(source, options);
}

describe('an engine of the caller', () => {
  const asked = (answer: () => unknown) =>
    execute('x = 1', {}, { engine: { facts: answer } as unknown as ContainerEngine });

  it.each<[string, () => unknown, string]>([
    ['gives nothing', async () => null, 'engine: its facts() must give a string as name'],
    ['gives no promise of facts', () => ({}), 'engine: its facts() must give a string as name'],
    [
      'leaves a fact out',
      async () => ({ ...facts, cpus: undefined }),
      'engine: its facts() must give a number as cpus',
    ],
    ['throws what is no error', () => Promise.reject(5), 'engine: its facts() threw what is no Error'],
  ])('that %s is a wrong call', async (_, answer, message) => {
    await expect(asked(answer)).rejects.toMatchObject({ code: 'BAD_REQUEST', message });
  });

  it('may fail in its own words', async () => {
    await expect(asked(() => Promise.reject(new Error('it is starting')))).rejects.toThrow('it is starting');
  });
});

describe('an option out of its bounds', () => {
  it.each(LIMIT_NAMES)('%s is refused when the executor is made', (name) => {
    expect(() => new SandboxExecutor({ [name]: LIMITS[name].ceiling + 1 })).toThrowError(
      expect.objectContaining({ code: 'BAD_REQUEST', details: { limit: name } }),
    );
  });

  it.each(LIMIT_NAMES)('%s of one run is refused before any engine is asked', async (name) => {
    await expect(execute('x = 1', { [name]: -1 })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      details: { limit: name },
    });
  });

  it.each([0, 91, Number.NaN, 1.5e300])('a maximum risk score of %d is refused', async (maxRiskScore) => {
    expect(() => new SandboxExecutor({ maxRiskScore })).toThrowError(expect.objectContaining({ code: 'BAD_REQUEST' }));
    await expect(execute('x = 1', { maxRiskScore })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

const getter = {
  enumerable: true,
  get: () => {
    throw new Error('no');
  },
};

describe('an option that is unknown or of another kind', () => {
  const badRequest = (named: RegExp) =>
    expect.objectContaining({ code: 'BAD_REQUEST', message: expect.stringMatching(named) });

  it.each<[string, object, RegExp]>([
    ['a misspelt limit', { timeoutSecs: 5 }, /"timeoutSecs": did you mean timeoutSeconds\?/],
    ['a list', [], /not a list/],
    ['a promise that nobody awaited', Promise.resolve({}), /await it first/],
    ['a policy that nobody awaited', { policy: Promise.resolve({}) }, /policy: .* await it first/],
    ['a policy that is a list', { policy: [] }, /policy: .* not a list/],
    ['a file of approvals without a name', { approvals: '' }, /approvals/],
    ['settings that are empty', { settings: {} }, /it lacks docker\n.* settings/],
    ['an engine that is none', { engine: {} }, /it lacks facts\n.* engine/],
    ['a limit that is text', { memoryMiB: '512' }, /memoryMiB/],
    ['a promise that cannot be waived', { waive: ['seccomp'] }, /waive/],
    ['approvals that are no file', { approvals: 3 }, /it takes what loadApprovals gives, or the path of a file/],
    ['approvals that are a list', { approvals: [] }, /it takes what loadApprovals gives, or the path of a file/],
    ['a policy with an unknown setting', { policy: { maxRisk: 3 } }, /did you mean maxRiskScore/],
    [
      'a maximum beside a policy with another',
      { maxRiskScore: 90, policy: { maxRiskScore: 20 } },
      /90, .* policy 20: leave/,
    ],
    ['validateCode that is no boolean', { validateCode: 'no' }, /validateCode/],
  ])('(%s) is refused when the executor is made', (_what, options, named) => {
    expect(() => new SandboxExecutor(options as ExecutorOptions)).toThrow(badRequest(named));
  });

  it.each<[string, object, RegExp]>([
    ['a misspelt name', { dataa: 'x.csv' }, /dataa/],
    ['data without a path', { data: [{ name: 'a' }] }, /data/],
    ['an executor’s option', { validateCode: false }, /validateCode/],
    ['no signal', { signal: {} }, /signal/],
    ['paths in a list', { data: ['a.csv'] }, /a list of \{ name, path \}.*\n.* data/],
    ['data that is a number', { data: 5 }, /it takes the path of a CSV file/],
    ['data in a map', { data: new Map([['a', 'a.csv']]) }, /an object with a path for each name/],
    ['a listener that is none', { onReport: 5 }, /it takes a function\n.* onReport/],
    ['params that throw when they are read', { params: Object.defineProperty({}, 'a', getter) }, /cannot be read/],
  ])('(%s) is refused before anything of a run happens', async (_what, options, named) => {
    await expect(execute('x = 1', options as ExecuteOptions)).rejects.toEqual(badRequest(named));
  });

  it.each<[string, unknown]>([
    ['a number', 42],
    ['nothing', undefined],
  ])('as a source (%s) is a bad request too', async (_what, source) => {
    await expect(execute(source as string)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it.each<[unknown, RegExp]>([
    [null, /options: .* not null/],
    [{ timeoutSecs: 5 }, /did you mean timeoutSeconds/],
  ])('is refused where both kinds are given at once: %j', async (options, named) => {
    await expect(executeCodeInSandbox('x = 1', options as ExecuteOptions)).rejects.toEqual(badRequest(named));
  });

  it('takes data files by name from a plain object', async () => {
    await expect(execute('x = 1', { data: { spx: '/no/such.csv' } })).rejects.toMatchObject({ code: 'DATA_NOT_FOUND' });
  });
});

describe('params that JSON cannot say', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;

  it.each<[string, Record<string, unknown>]>([
    ['a function', { rule: () => true }],
    ['no number', { fast: Number.NaN }],
    ['an infinity', { fast: Number.POSITIVE_INFINITY }],
    ['a date', { from: new Date(0) }],
    ['nothing at all', { fast: undefined }],
    ['a big integer', { shares: 1n }],
    ['itself', cyclic],
    ['more than 1 MiB of it', { text: 'x'.repeat(1024 * 1024) }],
  ])('(%s) are refused before any engine is asked', async (_what, params) => {
    await expect(execute('x = 1', { params })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('data that cannot be had', () => {
  let folder: string;
  afterEach(() => rm(folder, { recursive: true }));

  it('is refused before any engine is asked', async () => {
    folder = await mkdtemp(join(tmpdir(), 'quantine-executor-'));
    await writeFile(join(folder, 'empty.csv'), '');

    await expect(execute('x = 1', { data: join(folder, 'none.csv') })).rejects.toMatchObject({
      code: 'DATA_NOT_FOUND',
    });
    await expect(execute('x = 1', { data: join(folder, 'empty.csv') })).rejects.toMatchObject({ code: 'DATA_INVALID' });
    await writeFile(join(folder, 'full.csv'), 'date,close\n');
    expect(await execute('eval("1")', { data: join(folder, 'full.csv') })).toMatchObject({ status: 'rejected' });
  });

  it('is told before the source is judged', async () => {
    folder = await mkdtemp(join(tmpdir(), 'quantine-executor-'));
    const told: unknown[] = [];
    const onReport = (report: unknown) => told.push(report);

    await expect(execute('eval("1")', { data: join(folder, 'none.csv'), onReport })).rejects.toMatchObject({
      code: 'DATA_NOT_FOUND',
    });
    await expect(execute('eval("1")', { params: { fast: Number.NaN }, onReport })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    expect(told).toEqual([]);
  });
});

describe('a source that is refused', () => {
  it('never reaches an engine, and comes back with its report', async () => {
    const outcome = await execute("import os; os.system('x')");

    expect(outcome).toMatchObject({
      status: 'rejected',
      success: false,
      message: 'Risk score 60 exceeds maximum 30',
      report: { isValid: false, riskScore: 60 },
    });
    expect(outcome).not.toHaveProperty('code');
    expect((outcome as { sourceSha256: string }).sourceSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, string | Uint8Array]>([
    ['a syntax error', 'def run(:\n'],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe])],
    ['a NUL', 'x = 1\0'],
  ])('says SOURCE_UNREADABLE for %s', async (_what, source) => {
    expect(await execute(source)).toMatchObject({
      status: 'rejected',
      code: 'SOURCE_UNREADABLE',
      report: { riskScore: null },
    });
  });

  it('is refused at the maximum of its own run', async () => {
    expect(await execute('import os; os.system("x")', { maxRiskScore: 5 })).toMatchObject({
      status: 'rejected',
      message: 'Risk score 60 exceeds maximum 5',
    });
  });

  it('is told before anything else', async () => {
    const told: unknown[] = [];
    await execute('eval("1")', { onReport: (report) => told.push(report.riskScore) });

    expect(told).toEqual([30]);
  });

  it('is told to a listener that takes its time, and whose failure is that of the call', async () => {
    const onReport = () => Promise.reject(new Error('nobody listens'));

    await expect(execute('eval("1")', { onReport })).rejects.toThrow('nobody listens');
  });

  it('is refused by what was looked at, whatever becomes of the options and the report meanwhile', async () => {
    const own: { engine: ContainerEngine; validateCode?: boolean } = { engine: untouchable };
    const executor = new SandboxExecutor(own);
    own.validateCode = false;
    const given = { maxRiskScore: 5, onReport: (report: object) => void Object.assign(report, { isValid: true }) };
    const outcome = executor.execute('import foo, bar, baz, a, b, c', given);
    given.maxRiskScore = 90;
    expect(await outcome).toMatchObject({ status: 'rejected', message: 'Risk score 6 exceeds maximum 5' });
  });

  it('is refused for its size even where nobody reads it', async () => {
    const source = Buffer.alloc(10 * 1024 * 1024 + 1, '\n');

    await expect(execute(source, {}, { validateCode: false })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

/** An engine whose guest proves its isolation, and answers a run by the SHA-256 of the source it was given. */
function obligingEngine(): InMemoryEngine {
  const engine = new InMemoryEngine();
  engine.facts = async () => facts;
  engine.inspectImage = async (reference) => ({
    id: 'sha256:1',
    reference,
    labels: {},
    sizeBytes: 1,
    createdAt: '',
    architecture: 'amd64',
  });
  engine.inspected = ({ HostConfig }) => ({
    ...inspected,
    hostConfig: { ...inspected.hostConfig, SecurityOpt: HostConfig.SecurityOpt },
  });
  engine.guest = () => [encoded(hello)];
  engine.answer = (told) => {
    const { source } = JSON.parse(told.subarray(4).toString()) as { source: string };
    return [encoded(result({ sourceSha256: sha256(Buffer.from(source, 'base64')) }))];
  };
  return engine;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a source that is not refused', () => {
  it('runs as it was judged, whatever becomes of the bytes meanwhile', async () => {
    const engine = obligingEngine();
    const source = Buffer.from('x = 1 # as judged');
    const judged = sha256(source);
    const outcome = execute(source, {}, { ...plan.limits, engine });
    source.fill('#');

    expect(await outcome).toMatchObject({
      status: 'completed',
      sourceSha256: judged,
      report: { sha256: judged },
      runCard: { source: { sha256: judged, bytes: 17 }, validation: { riskScore: 0 }, waived: [] },
    });
  });

  it('says so where nobody read it', async () => {
    const engine = obligingEngine();

    expect(await execute('eval("1")', {}, { ...plan.limits, engine, validateCode: false })).toMatchObject({
      status: 'completed',
      report: null,
      waived: ['validation'],
      runCard: { validation: null, waived: ['validation'] },
    });
  });

  it('runs in a sandbox of its own, which is gone after cleanup', async () => {
    const engine = obligingEngine();
    const executor = new SandboxExecutor({ ...plan.limits, engine });
    await executor.execute('x = 1');
    await executor.execute('x = 1');
    await executor.cleanup();

    expect(engine.calls.filter((call) => /^(start|remove) /.test(call)).sort()).toEqual([
      'remove c1',
      'remove c2',
      'start c1',
      'start c2',
    ]);
  });

  it('is not run where it was cancelled before', async () => {
    const engine = obligingEngine();
    const outcome = await execute('x = 1', { signal: AbortSignal.abort() }, { ...plan.limits, engine });

    expect(outcome).toMatchObject({ status: 'terminated', reason: 'cancelled' });
    expect(engine.calls).toEqual([]);
  });

  it('asks for an engine', async () => {
    await expect(execute('result = 1')).rejects.toThrowError('the engine was touched');
  });

  it('looks for the engine once for all its runs', async () => {
    const engine = obligingEngine();
    const asked = vi.spyOn(engine, 'facts');
    await using executor = new SandboxExecutor({ ...plan.limits, engine });
    await executor.execute('x = 1');
    await executor.execute('x = 1');

    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('asks again at the next run: a failure is not kept', async () => {
    const engine = obligingEngine();
    const asked = vi.spyOn(engine, 'facts').mockRejectedValueOnce(new Error('the engine is starting'));
    await using executor = new SandboxExecutor({ ...plan.limits, engine });

    await expect(executor.execute('x = 1')).rejects.toThrowError('the engine is starting');
    expect(await executor.execute('x = 1')).toMatchObject({ status: 'completed' });
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('is not given to an engine that cannot take every cap, and nothing is made on it', async () => {
    const engine = obligingEngine();
    engine.facts = async () => ({ ...facts, seccomp: false });

    await expect(execute('x = 1', {}, { ...plan.limits, engine })).rejects.toMatchObject({
      code: 'ENGINE_UNSUPPORTED',
      message: expect.stringContaining('without seccomp'),
    });
    expect(engine.calls).toEqual([]);
  });
});

describe('cleanup', () => {
  it('cancels what runs, waits for its outcome, and leaves no container', async () => {
    const engine = obligingEngine();
    const told: string[] = [];
    engine.answer = (message) => {
      const { type } = JSON.parse(message.subarray(4).toString()) as { type: string };
      told.push(type);
      return type === 'stop' ? [encoded(failure('stopped', { sourceSha256: null }))] : [];
    };
    const executor = new SandboxExecutor({ ...plan.limits, engine });
    let isOver = false;
    const running = executor.execute('while True: pass').finally(() => {
      isOver = true;
    });
    await vi.waitUntil(() => told.includes('run'));
    await executor.cleanup();

    expect(isOver).toBe(true);
    expect(told).toEqual(['run', 'stop']);
    expect(await running).toMatchObject({ status: 'terminated', reason: 'cancelled' });
    expect(engine.containers.size).toBe(0);
  });
});

describe('an executor that was cleaned up', () => {
  it('takes no more runs, and may be cleaned up again', async () => {
    const executor = new SandboxExecutor({ engine: untouchable });
    await executor.cleanup();
    await executor.cleanup();

    await expect(executor.execute('x = 1')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('executeCodeInSandbox', () => {
  it('judges with an executor of its own', async () => {
    expect(await executeCodeInSandbox('eval("1")', { engine: untouchable })).toMatchObject({ status: 'rejected' });
  });
});
