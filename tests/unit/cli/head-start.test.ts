import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { giveHeadStart } from '../../../src/cli/head-start.js';
import * as wasmFiles from '../../../src/validator/reading/wasm-files.js';

// The flag would hold for whatever else this process compiles.
vi.mock('node:v8', () => ({ setFlagsFromString: vi.fn() }));
vi.mock('../../../src/validator/reading/wasm-files.js', { spy: true });

const folder = mkdtempSync(join(tmpdir(), 'quantine-head-start-'));
const small = join(folder, 'small.py');
const large = join(folder, 'large.py');
writeFileSync(small, 'x = 1\n');
writeFileSync(large, 'x = 1\n'.repeat(30_000));

const compile = vi.spyOn(WebAssembly, 'compile').mockResolvedValue({});
const flags = () => vi.mocked(setFlagsFromString).mock.calls.flat();
const isInOnePass = () => flags().includes('--liftoff-only');

afterEach(() => {
  vi.clearAllMocks();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the parser and its grammar are compiled before they are asked for', () => {
  it.each([[['check', small]], [['check', large]], [['check', '-']], [['check']]])('by %j', (args) => {
    giveHeadStart(args);
    expect(compile).toHaveBeenCalledTimes(2);
  });

  it.each([[['run', small]], [['--help']], [['rules']], [[]]])('but not by %j, which reads none at once', (args) => {
    giveHeadStart(args);
    expect(compile).not.toHaveBeenCalled();
    expect(isInOnePass()).toBe(false);
  });
});

describe('they are compiled in one pass', () => {
  it.each([
    ['a small file', ['check', small]],
    ['a small file beside flags', ['check', small, '--format', 'json']],
    ['a name of nothing', ['check', join(folder, 'missing.py')]],
  ])('for %s', (_, args) => {
    giveHeadStart(args);
    expect(isInOnePass()).toBe(true);
  });

  it.each([
    ['a large file', ['check', large]],
    ['a folder', ['check', folder]],
    ['what comes from elsewhere', ['check', '-']],
    ['a list of files', ['check', '--files-from', small]],
    ['a list of files in one word', ['check', `--files-from=${small}`]],
    ['many small files, of which one is large', ['check', small, large]],
  ])('but not for %s', (_, args) => {
    giveHeadStart(args);
    expect(isInOnePass()).toBe(false);
  });
});

describe('our own code is made fast later than by default', () => {
  const { versions } = process;
  afterEach(() => {
    Object.defineProperty(process, 'versions', { value: versions });
  });
  const flagsOf = (v8: string) => {
    Object.defineProperty(process, 'versions', { value: { ...versions, v8 } });
    giveHeadStart(['check', small]);
    return flags();
  };

  it('in the V8 of Node 20', () => {
    expect(flagsOf('11.3.244.8-node.26')).toEqual(['--liftoff-only', '--interrupt-budget=400000']);
  });

  it('and as ever in others, which count another way', () => {
    expect(flagsOf('12.4.254.21-node.21')).toEqual(['--liftoff-only']);
  });
});

describe('what goes wrong is left for the command to tell', () => {
  it('where a file cannot be read', () => {
    vi.mocked(wasmFiles.grammarWasmFile).mockReturnValueOnce(join(folder, 'missing.wasm'));
    expect(() => giveHeadStart(['check', small])).not.toThrow();
    expect(compile).toHaveBeenCalledTimes(1);
  });

  it('where it is not WebAssembly', async () => {
    const refused = Promise.reject<WebAssembly.Module>(new Error('no magic word'));
    const caught = vi.spyOn(refused, 'catch');
    compile.mockReturnValueOnce(refused);
    giveHeadStart(['check', small]);
    expect(caught).toHaveBeenCalledOnce();
    await expect(caught.mock.results[0]?.value).resolves.toBeUndefined();
  });
});
