import { type GuestFrame, guestFrame, type HostFrame, MAX_GUEST_FRAME_BYTES } from './frames.js';

const LENGTH_BYTES = 4;

/** What the guest sent is not the protocol. The run it belongs to ends as `protocol_violation`. */
export class ProtocolViolation extends Error {
  override readonly name = 'ProtocolViolation';
}

/** One frame to the guest, as the bytes to write. */
export function encodeFrame(frame: HostFrame): Buffer {
  const body = Buffer.from(JSON.stringify(frame), 'utf8');
  const bytes = Buffer.allocUnsafe(LENGTH_BYTES + body.length);
  bytes.writeUInt32BE(body.length, 0);
  body.copy(bytes, LENGTH_BYTES);
  return bytes;
}

/**
 * Cuts the guest's byte stream into frames. Holds one incomplete frame at most, and refuses a length past the cap before
 * buffering any of its body.
 */
export class FrameDecoder {
  #chunks: Buffer[] = [];
  #buffered = 0;

  /**
   * The frames that are complete once `chunk` has arrived, in order.
   * @throws ProtocolViolation on a frame too long, not JSON, or not of the schema
   */
  *push(chunk: Buffer): Generator<GuestFrame> {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    while (this.#buffered >= LENGTH_BYTES) {
      const length = this.#peek(LENGTH_BYTES).readUInt32BE(0);
      if (length > MAX_GUEST_FRAME_BYTES) {
        throw new ProtocolViolation(`a frame of ${length} bytes is past the cap of ${MAX_GUEST_FRAME_BYTES}`);
      }
      if (this.#buffered < LENGTH_BYTES + length) return;
      yield parseGuestFrame(this.#take(LENGTH_BYTES + length).subarray(LENGTH_BYTES));
    }
  }

  /** Whether the stream ended, if it ended now, in the middle of a frame. */
  get isMidFrame(): boolean {
    return this.#buffered > 0;
  }

  #peek(bytes: number): Buffer {
    const first = this.#chunks[0];
    if (first !== undefined && first.length >= bytes) return first;
    const whole = Buffer.concat(this.#chunks);
    this.#chunks = [whole];
    return whole;
  }

  #take(bytes: number): Buffer {
    const whole = this.#peek(bytes);
    this.#chunks = whole.length > bytes ? [whole.subarray(bytes), ...this.#chunks.slice(1)] : this.#chunks.slice(1);
    this.#buffered -= bytes;
    return whole.subarray(0, bytes);
  }
}

function parseGuestFrame(body: Buffer): GuestFrame {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new ProtocolViolation('a frame is not UTF-8 JSON', { cause });
  }
  const parsed = guestFrame.safeParse(json);
  if (!parsed.success) {
    throw new ProtocolViolation(`a frame does not fit the protocol: ${firstIssue(parsed.error.issues)}`);
  }
  return parsed.data;
}

function firstIssue(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string {
  const issue = issues[0];
  return issue === undefined ? 'unknown' : `${issue.path.map(String).join('.') || 'frame'}: ${issue.message}`;
}
