import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/cli/doctor/diagnose.js';
import { loadSettings } from '../../src/config/load.js';
import { DockerEngine } from '../../src/engine/docker-engine.js';
import { LABEL } from '../../src/engine/labels.js';
import { locateEngine } from '../../src/engine/locate.js';
import { startSecondEngine } from '../helpers/second-engine.js';
import { fakeIo } from '../unit/cli/fake-io.js';

const settings = loadSettings();
const context = (of = settings) => ({ settings: of, io: fakeIo(), setExitCode: () => {} });
const withHost = (host: string) => context(loadSettings({ ...process.env, DOCKER_HOST: host }));

describe('quantine doctor', () => {
  it('proves every cap from inside a probe sandbox, and leaves none behind', async () => {
    const { ok, checks } = await diagnose(context());
    expect(checks.filter((check) => check.status === 'failed')).toEqual([]);
    expect(ok).toBe(true);
    expect(checks.map((check) => check.name)).toEqual([
      'engine',
      'cgroup',
      'runc',
      'seccomp',
      'room',
      'image',
      'cap memory',
      'cap cpu',
      'cap pids',
      'cap disk',
      'cap files',
      'cap network',
      'cap root',
      'cap privileges',
      'cap seccomp',
      'disk',
    ]);
    const engine = new DockerEngine(await locateEngine(settings));
    expect(await engine.listContainers({ [LABEL.pid]: String(process.pid) })).toEqual([]);
  });

  it('says where it looked where there is no engine, and starts none', async () => {
    expect(await diagnose(withHost('unix:///nowhere/d.sock'))).toEqual({
      ok: false,
      checks: [
        {
          name: 'engine',
          status: 'failed',
          found: 'no engine answers: DOCKER_HOST (/nowhere/d.sock): not there',
          nextStep: 'Start that engine, or unset DOCKER_HOST.',
        },
      ],
    });
  });

  it('says that the image is missing, and how to build it', async () => {
    await using second = await startSecondEngine();
    const { ok, checks } = await diagnose(withHost(second.host));
    expect(ok).toBe(false);
    expect(checks.find((check) => check.name === 'image')).toMatchObject({
      status: 'failed',
      found: expect.stringContaining('is missing'),
      nextStep: 'Run `quantine image build`.',
    });
    expect(checks.find((check) => check.name === 'caps')).toMatchObject({ status: 'warning' });
  });
});
