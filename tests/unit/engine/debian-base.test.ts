import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadSettings } from '../../../src/config/load.js';
import { makeDebianBase } from '../../../src/engine/debian-base.js';

const SETTINGS = loadSettings({ QUANTINE_DEBIAN_MIRROR: 'http://mirror.invalid/debian' });
const SAY_NOTHING = { notice: () => {}, detail: () => {} };

let programs: string;

beforeEach(async () => {
  programs = await mkdtemp(join(tmpdir(), 'quantine-programs-'));
  vi.stubEnv('PATH', `${programs}:${process.env.PATH}`);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(programs, { recursive: true });
});

/** An mmdebstrap that does this when it is asked for a root. */
async function mmdebstrapThat(does: string): Promise<void> {
  await writeFile(join(programs, 'mmdebstrap'), `#!/bin/sh\n[ "$1" = --version ] || { ${does}; }\n`, { mode: 0o755 });
}

/** Makes a base and tells what whoever takes it has read, and whether it ended well. */
async function taken(): Promise<{ made: Promise<void>; read: () => string }> {
  let text = '';
  const take = async (rootTar: Readable): Promise<void> => {
    for await (const chunk of rootTar) text += chunk;
    text += ' whole';
  };
  return { made: makeDebianBase('trixie', SETTINGS, take, SAY_NOTHING), read: () => text };
}

describe('making a base of Debian packages', () => {
  it('hands over the root from the mirror of the desk', async () => {
    await mmdebstrapThat('printf %s "$*"');
    const { made, read } = await taken();
    await made;
    expect(read()).toMatch(/--format=tar trixie - deb http:\/\/mirror.invalid\/debian trixie main whole$/);
  });

  it('lets a root that broke off half way pass for whole nowhere', async () => {
    await mmdebstrapThat('printf half; echo no such mirror >&2; exit 1');
    const { made, read } = await taken();
    await expect(made).rejects.toMatchObject({
      code: 'IMAGE_BUILD_FAILED',
      message: expect.stringContaining('no such mirror'),
    });
    expect(read()).not.toContain('whole');
  });

  it.each(['exit 0', 'exit 1', 'kill -9 $$'])(
    'leaves nothing in the temporary folder of an mmdebstrap that does `%s`',
    async (end) => {
      await mmdebstrapThat(`echo root >"$TMPDIR/root"; printf %s "$TMPDIR" >${join(programs, 'room')}; ${end}`);
      const { made } = await taken();
      await made.catch(() => {});
      const room = await readFile(join(programs, 'room'), 'utf8');
      expect(room).toContain('quantine-base-');
      await expect(access(room)).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );
});
