import { QuantineError } from '../core/errors.js';
import type { EngineAddress, TlsFiles } from './container-engine.js';

/** What to do about an engine over ssh, which is not spoken. */
export const FORWARD_THE_SOCKET =
  'Forward its socket (ssh -nNT -L $HOME/engine.sock:/var/run/docker.sock HOST) and set DOCKER_HOST to unix://$HOME/engine.sock.';

const PLAIN_PORT = 2375;
const TLS_PORT = 2376;
const HIGHEST_PORT = 65_535;

/**
 * What `DOCKER_HOST`, or the host of a docker context, stands for: `unix://`, `npipe://`, `tcp://`, `http(s)://` or `ssh://`.
 *
 * @param origin named in the error, so that the reader knows which setting to mend
 * @throws QuantineError BAD_REQUEST where it is none of them
 */
export function parseEngineAddress(text: string, tls: TlsFiles | null, origin: string): EngineAddress {
  if (text.startsWith('unix://') && text.length > 'unix://'.length) {
    return { kind: 'socket', path: text.slice('unix://'.length) };
  }
  if (text.startsWith('npipe://')) {
    return { kind: 'socket', path: text.slice('npipe:'.length).replace(/^\/\/\/\//, '//') };
  }
  if (text.startsWith('ssh://')) return { kind: 'ssh', url: text };
  const remote = /^(tcp|https?):\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?\/?$/.exec(text);
  const givenPort = remote?.[3] === undefined ? null : Number(remote[3]);
  if (remote?.[2] === undefined || (givenPort !== null && (givenPort < 1 || givenPort > HIGHEST_PORT))) {
    throw new QuantineError('BAD_REQUEST', `${origin} is ${JSON.stringify(text)}, which is no address of an engine`, {
      nextStep: 'Use unix:///path/to/docker.sock or tcp://host:2376, or unset it.',
      details: { origin },
    });
  }
  const encrypted = tls ?? (remote[1] === 'https' ? {} : null);
  const port = givenPort ?? (encrypted === null ? PLAIN_PORT : TLS_PORT);
  return { kind: 'tcp', host: remote[2].replace(/^\[|\]$/g, ''), port, tls: encrypted };
}

/** An address as people write it. */
export function describeAddress(address: EngineAddress): string {
  if (address.kind === 'socket') return address.path;
  if (address.kind === 'ssh') return address.url;
  return `tcp://${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
}
