import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An engine that answers a ping, and nothing else that it is asked. */
export interface SilentEngine {
  /** Has a command find it. */
  readonly env: { readonly DOCKER_HOST: string };
  /** Once it was asked something that it does not answer. */
  readonly asked: Promise<void>;
  /** Ends every conversation without an answer. */
  hangUp(): void;
}

/** There until the test is over. */
export function silentEngine(): SilentEngine {
  const socket = join(tmpdir(), `quantine-silent-${process.pid}.sock`);
  const { promise: asked, resolve: wasAsked } = promise();
  const server = createServer(({ url }, response) => {
    if (url === '/_ping') response.end('OK');
    else wasAsked();
  }).listen(socket);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { env: { DOCKER_HOST: `unix://${socket}` }, asked, hangUp: () => server.closeAllConnections() };
}

function promise(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
