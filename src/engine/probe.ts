import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { EngineAddress } from './container-engine.js';

/**
 * What was found where an engine might listen:
 * - `answers`: an engine
 * - `absent`: no socket there
 * - `refused`: a socket or port, but nobody listens
 * - `no_permission`: somebody may listen, and this user may not ask
 * - `silent`: it took the call and said nothing sensible in time
 * - `unsupported`: a kind of address that Quantine does not speak
 */
export type Finding = 'answers' | 'absent' | 'refused' | 'no_permission' | 'silent' | 'unsupported';

export interface ProbeResult {
  readonly finding: Finding;
  /** In the system's own words, such as `connect ECONNREFUSED`; empty where the finding says it all. */
  readonly detail: string;
}

/** Longest a healthy engine takes to answer a ping, with room for a busy machine. */
const PING_TIMEOUT_MS = 5_000;

const FINDING_BY_ERROR: Readonly<Record<string, Finding>> = {
  ENOENT: 'absent',
  ENOTSOCK: 'absent',
  ENOTDIR: 'absent',
  ENOTFOUND: 'absent',
  ECONNREFUSED: 'refused',
  EACCES: 'no_permission',
  EPERM: 'no_permission',
};

/** Asks for `/_ping` and nothing else: harmless to whatever listens there. */
export function probeEngine(address: EngineAddress, timeoutMs = PING_TIMEOUT_MS): Promise<ProbeResult> {
  if (address.kind === 'ssh') return Promise.resolve({ finding: 'unsupported', detail: 'ssh is not spoken' });
  return new Promise((resolve) => {
    const options: RequestOptions = { path: '/_ping', agent: false, signal: AbortSignal.timeout(timeoutMs) };
    const request =
      address.kind === 'socket'
        ? httpRequest({ ...options, socketPath: address.path })
        : address.tls === null
          ? httpRequest({ ...options, host: address.host, port: address.port })
          : httpsRequest({ ...options, host: address.host, port: address.port, ...address.tls });
    request.on('response', (response) => {
      response.destroy();
      resolve(
        response.statusCode === 200
          ? { finding: 'answers', detail: '' }
          : { finding: 'silent', detail: `answered ${response.statusCode} to a ping` },
      );
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      const isTimeout = error.name === 'AbortError' || error.name === 'TimeoutError';
      const detail = isTimeout ? `no answer within ${timeoutMs / 1000} s` : error.message;
      resolve({ finding: FINDING_BY_ERROR[error.code ?? ''] ?? 'silent', detail });
    });
    request.end();
  });
}
