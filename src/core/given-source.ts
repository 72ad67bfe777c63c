import { QuantineError } from './errors.js';

/**
 * Looks at a source as a caller from JavaScript hands it over.
 * @throws QuantineError BAD_REQUEST on what is neither text nor bytes, and on bytes that were handed on to somebody else
 */
export function refuseOddSource(source: unknown): void {
  if (typeof source === 'string') return;
  if (!(source instanceof Uint8Array)) throw new QuantineError('BAD_REQUEST', 'the source must be text or bytes');
  if (isHandedOn(source))
    throw new QuantineError('BAD_REQUEST', 'the bytes of the source were handed on, and are gone');
}

/** What was transferred, as to a thread, looks empty, and nothing more can be made of its buffer. */
function isHandedOn({ byteLength, buffer }: Uint8Array): boolean {
  if (byteLength > 0) return false;
  try {
    new Uint8Array(buffer);
    return false;
  } catch {
    return true;
  }
}
