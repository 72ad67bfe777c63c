import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { SandboxExecutor } from '../../src/executor.js';
import { ran } from '../helpers/real-engine.js';

const executor = new SandboxExecutor({ memoryMiB: 512, timeoutSeconds: 30 });
afterAll(() => executor.cleanup());

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('what was scored is what runs', () => {
  it('report, outcome and run card name the SHA-256 of the exact bytes', async () => {
    const source = Buffer.from('\uFEFFresult = "ä€🙂"\r\nprint(len(result))\r\n', 'utf8');
    const outcome = ran(await executor.execute(source));
    expect(outcome).toMatchObject({ status: 'completed', value: 'ä€🙂', stdout: '3\n' });
    expect([outcome.report?.sha256, outcome.sourceSha256, outcome.runCard.source.sha256]).toEqual(
      Array(3).fill(sha256(source)),
    );
  });

  it('the guest runs the bytes it was given, and says so by their SHA-256', async () => {
    const source = 'result = 1';
    expect(ran(await executor.execute(source)).sourceSha256).toBe(sha256(source));
  });

  it.each([
    ['a lone CR that ends a comment', '# c\rimport os\ros.system("echo hi")'],
    ['an encoding that hides code', '# coding: utf-7\nimport math\n'],
    ['a name written in full-width letters', 'ｅｖａｌ("1")'],
  ])('%s is read as CPython reads it, and refused', async (_, source) => {
    expect(await executor.execute(source)).toMatchObject({ status: 'rejected', success: false });
  });

  it('what the parser cannot read is refused and never reaches a container', async () => {
    const outcome = await executor.execute('def broken(:\n  pass');
    expect(outcome).toMatchObject({
      status: 'rejected',
      code: 'SOURCE_UNREADABLE',
      report: { isValid: false, riskScore: null, unreadable: { line: 1 } },
    });
  });

  it('an outcome without validation says that this promise was waived', async () => {
    await using careless = new SandboxExecutor({ validateCode: false, memoryMiB: 512 });
    expect(await careless.execute('result = 1')).toMatchObject({
      report: null,
      waived: ['validation'],
      runCard: { validation: null, waived: ['validation'] },
    });
  });
});
