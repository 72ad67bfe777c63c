import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QuantineError } from '../../../src/core/errors.js';
import { DockerEngine } from '../../../src/engine/docker-engine.js';
import { containerSettings } from '../../../src/engine/host-config.js';
import { plan } from '../runner/accepted-sandbox.js';

/** What the engine's socket answers to `METHOD /path`, its body perhaps later than its head; anything else is 500. */
let answers: Record<string, readonly [status: number, body: unknown] | 'silence'>;
let heard: { readonly call: string; body: string }[];
let folder: string;
let server: Server;
let engine: DockerEngine;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-engine-'));
  answers = {};
  heard = [];
  server = createServer(async (request, response) => {
    const call = `${request.method} ${request.url?.split('?')[0]}`;
    const note = { call, body: 'still coming' };
    heard.push(note);
    note.body = await bodyOf(request).catch(() => 'cut off');
    const answer = answers[call] ?? ([500, { message: `unexpected: ${call}` }] as const);
    if (answer === 'silence') return;
    response.writeHead(answer[0], { 'content-type': 'application/json' }).flushHeaders();
    const body = await answer[1];
    response.end(body === null ? '' : JSON.stringify(body));
  });
  const path = join(folder, 'engine.sock');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  engine = new DockerEngine({ address: { kind: 'socket', path }, origin: 'test' });
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('creating a container', () => {
  it('sends the settings as they are, and keeps what the engine warned of', async () => {
    const settings = containerSettings(plan);
    answers['POST /containers/create'] = [201, { Id: 'c1', Warnings: ['PIDs limit discarded.'] }];

    expect(await engine.createContainer(settings)).toMatchObject({ id: 'c1', warnings: ['PIDs limit discarded.'] });
    expect(JSON.parse(heard[0]!.body)).toEqual(JSON.parse(JSON.stringify(settings)));
  });

  it('has no warnings where the engine has none', async () => {
    answers['POST /containers/create'] = [201, { Id: 'c1', Warnings: null }];

    expect((await engine.createContainer(containerSettings(plan))).warnings).toEqual([]);
  });

  it.each([
    [404, 'No such image: sha256:1', 'IMAGE_NOT_FOUND'],
    [500, 'seccomp: config provided but seccomp not supported', 'ENGINE_UNSUPPORTED'],
    [400, 'range of CPUs is from 0.01 to 2.00', 'ENGINE_FAILED'],
  ])('says %d %s as %s, in the words of the engine', async (status, message, code) => {
    answers['POST /containers/create'] = [status, { message }];

    await expect(engine.createContainer(containerSettings(plan))).rejects.toMatchObject({
      code,
      message: `creating a container: ${message}`,
    });
  });
});

describe('an engine that is not there', () => {
  it('is unavailable', async () => {
    const gone = new DockerEngine({ address: { kind: 'socket', path: join(folder, 'none.sock') }, origin: 'test' });

    await expect(gone.facts()).rejects.toMatchObject({ code: 'DOCKER_UNAVAILABLE', retryable: true });
  });

  it('cannot be reached over ssh, and says what to do instead', () => {
    const address = { kind: 'ssh', url: 'ssh://desk' } as const;

    expect(() => new DockerEngine({ address, origin: 'DOCKER_HOST' })).toThrowError(
      expect.objectContaining({ code: 'ENGINE_UNSUPPORTED', nextStep: expect.stringContaining('ssh -nNT -L') }),
    );
  });
});

describe('pulling an image', () => {
  it('that no registry has is not finding it', async () => {
    answers['POST /images/create'] = [500, { message: 'Get https://registry.invalid: no such host' }];

    await expect(engine.pullImage('debian:1', 60_000)).rejects.toMatchObject({ code: 'IMAGE_NOT_FOUND' });
  });

  it('from an engine that is gone blames no registry', async () => {
    const gone = new DockerEngine({ address: { kind: 'socket', path: join(folder, 'none.sock') }, origin: 'test' });

    await expect(gone.pullImage('debian:1', 60_000)).rejects.toMatchObject({ code: 'DOCKER_UNAVAILABLE' });
  });
});

describe('pulling an image', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('gives up once no registry has answered in the time it was given', async () => {
    answers['POST /images/create'] = 'silence';
    const refusal = engine.pullImage('debian:trixie-slim', 10_000).catch((error) => error);
    await vi.waitUntil(() => heard.length === 1);
    vi.advanceTimersByTime(10_000);

    expect(await refusal).toMatchObject({ code: 'IMAGE_NOT_FOUND' });
    expect(heard[0]?.call).toBe('POST /images/create');
  });

  it('may then take as long as it takes', async () => {
    let finish = () => {};
    const downloaded = new Promise<void>((resolve) => {
      finish = resolve;
    });
    answers['POST /images/create'] = [200, downloaded.then(() => ({ status: 'Downloaded' }))];
    const pulled = engine.pullImage('debian:trixie-slim', 10_000);
    expect(vi.getTimerCount()).toBe(1);
    await vi.waitUntil(() => vi.getTimerCount() === 0);
    vi.advanceTimersByTime(3_600_000);
    finish();

    await expect(pulled).resolves.toBeUndefined();
  });

  it('fails where the download does, in the words of the engine', async () => {
    answers['POST /images/create'] = [200, { error: 'unexpected EOF' }];

    await expect(engine.pullImage('debian:trixie-slim', 10_000)).rejects.toMatchObject({
      code: 'IMAGE_NOT_FOUND',
      message: 'pulling debian:trixie-slim: unexpected EOF',
    });
  });
});

describe('removing', () => {
  it.each([204, 404, 409])('a container is done where the engine says %d', async (status) => {
    answers['DELETE /containers/c1'] = [status, status === 204 ? null : { message: 'removal already in progress' }];

    await expect(engine.removeContainer('c1')).resolves.toBeUndefined();
  });

  it('a container fails where the engine fails', async () => {
    answers['DELETE /containers/c1'] = [500, { message: 'driver failed' }];

    await expect(engine.removeContainer('c1')).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
  });

  it.each([
    [204, true],
    [404, true],
    [409, false],
  ])('a volume, with the answer %d, is %s', async (status, isGone) => {
    answers['DELETE /volumes/v1'] = [status, status === 204 ? null : { message: 'volume is in use' }];

    expect(await engine.removeVolume('v1')).toBe(isGone);
  });

  it.each([
    [200, true],
    [404, true],
    [409, false],
  ])('an image, with the answer %d, is %s', async (status, isGone) => {
    answers['DELETE /images/quantine/python313:1'] = [status, status === 200 ? [] : { message: 'image is being used' }];

    expect(await engine.removeImage('quantine/python313:1')).toBe(isGone);
  });
});

describe('a volume', () => {
  it('that is not there is null', async () => {
    answers['GET /volumes/v1'] = [404, { message: 'no such volume' }];

    expect(await engine.inspectVolume('v1')).toBeNull();
  });

  it('is filled through the archive call', async () => {
    answers['PUT /containers/c1/archive'] = [200, null];
    await engine.fillVolume('c1', '/fill', [{ kind: 'link', name: 'bytes', target: 'content-1' }]);

    expect(heard.map(({ call }) => call)).toEqual(['PUT /containers/c1/archive']);
    expect(heard[0]!.body).toContain('content-1');
  });

  it('is not filled where the content fails half way: the call is cut off, and its reason told', async () => {
    const changed = new QuantineError('DATA_INVALID', 'the data file changed while it was read');
    async function* content() {
      yield Buffer.alloc(100_000, 'x');
      await expect.poll(() => heard, { timeout: 10_000 }).toHaveLength(1);
      throw changed;
    }
    const entry = { kind: 'file', name: 'content-1', bytes: 200_000, content } as const;

    await expect(engine.fillVolume('c1', '/fill', [entry])).rejects.toBe(changed);
    await expect
      .poll(() => heard, { timeout: 10_000 })
      .toEqual([{ call: 'PUT /containers/c1/archive', body: 'cut off' }]);
  });
});

describe('something else that answers in its place', () => {
  it('is told as what it is', async () => {
    answers['GET /info'] = [200, '<html>Welcome</html>'];
    answers['GET /version'] = [200, '<html>Welcome</html>'];
    await expect(engine.facts()).rejects.toMatchObject({
      code: 'ENGINE_UNSUPPORTED',
      message: 'what answers there is not a Docker engine',
    });
  });
});
