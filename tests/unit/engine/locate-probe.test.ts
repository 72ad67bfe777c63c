import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { probeEngine } from '../../../src/engine/probe.js';

let folder: string;
let servers: { close(): unknown; closeAllConnections?(): void }[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantine-probe-'));
  servers = [];
});

afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections?.();
    server.close();
  }
  rmSync(folder, { recursive: true });
});

async function listen(listener: RequestListener): Promise<string> {
  const path = join(folder, 'engine.sock');
  const server: Server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return path;
}

describe('a probe of an engine', () => {
  it('finds one that answers a ping, and asks for nothing else', async () => {
    const asked: string[] = [];
    const path = await listen((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end('OK');
    });
    expect(await probeEngine({ kind: 'socket', path })).toEqual({ finding: 'answers', detail: '' });
    expect(asked).toEqual(['GET /_ping']);
  });

  it('finds a socket that is not there absent', async () => {
    expect(await probeEngine({ kind: 'socket', path: join(folder, 'none.sock') })).toMatchObject({ finding: 'absent' });
  });

  it('finds a plain file where nobody can listen refused', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(await probeEngine({ kind: 'socket', path: join(folder, 'file') })).toMatchObject({ finding: 'refused' });
  });

  it('finds a closed port refused', async () => {
    const address = { kind: 'tcp', host: '127.0.0.1', port: 1, tls: null } as const;
    expect(await probeEngine(address)).toMatchObject({ finding: 'refused' });
  });

  it('finds one that takes the call and says nothing silent', async () => {
    const path = join(folder, 'mute.sock');
    const server = createSocketServer(() => {});
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(path, resolve));
    expect(await probeEngine({ kind: 'socket', path }, 50)).toEqual({
      finding: 'silent',
      detail: 'no answer within 0.05 s',
    });
  });

  it('finds one that answers with an error silent, and says which', async () => {
    const path = await listen((_request, response) => response.writeHead(503).end());
    expect(await probeEngine({ kind: 'socket', path })).toEqual({
      finding: 'silent',
      detail: 'answered 503 to a ping',
    });
  });
});
