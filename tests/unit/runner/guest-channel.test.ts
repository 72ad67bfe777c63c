import { describe, expect, it } from 'vitest';
import { ProtocolViolation } from '../../../src/protocol/codec.js';
import type { GuestFrame } from '../../../src/protocol/frames.js';
import { GuestChannel } from '../../../src/runner/guest-channel.js';
import { encoded } from './guest-frames.js';

const value = (text: string): GuestFrame => ({ type: 'value', data: Buffer.from(text).toString('base64') });

/** Hears all that a channel says, in order. */
function hear(channel: GuestChannel): unknown[] {
  const heard: unknown[] = [];
  channel.listen({
    frame: (frame) => heard.push(frame),
    closed: (violation) => heard.push(violation?.message ?? 'closed'),
  });
  return heard;
}

describe('GuestChannel', () => {
  it('gives each frame to who listens, once it is whole', () => {
    const channel = new GuestChannel();
    const heard = hear(channel);
    const bytes = Buffer.concat([encoded(value('1')), encoded(value('2'))]);

    channel.stdout(bytes.subarray(0, 10));
    expect(heard).toEqual([]);
    channel.stdout(bytes.subarray(10));
    channel.closed();

    expect(heard).toEqual([value('1'), value('2'), 'closed']);
  });

  it('keeps what comes before anybody listens', () => {
    const channel = new GuestChannel();
    channel.stdout(encoded(value('1')));
    channel.closed();

    expect(hear(channel)).toEqual([value('1'), 'closed']);
  });

  it('keeps what comes between two phases for the second, even where it came with the last of the first', () => {
    const channel = new GuestChannel();
    const first: GuestFrame[] = [];
    channel.listen({
      frame: (frame) => {
        first.push(frame);
        channel.silence();
      },
      closed: () => expect.unreachable(),
    });

    channel.stdout(Buffer.concat([encoded(value('1')), encoded(value('2'))]));
    channel.stdout(encoded(value('3')));
    channel.closed();

    expect(first).toEqual([value('1')]);
    expect(hear(channel)).toEqual([value('2'), value('3'), 'closed']);
  });

  it('stops giving what waited to a listener that has heard enough', () => {
    const channel = new GuestChannel();
    channel.stdout(Buffer.concat([encoded(value('1')), encoded(value('2'))]));
    const first: GuestFrame[] = [];
    channel.listen({
      frame: (frame) => {
        first.push(frame);
        channel.silence();
      },
      closed: () => expect.unreachable(),
    });

    expect(first).toEqual([value('1')]);
    expect(hear(channel)).toEqual([value('2')]);
  });

  it('ends at the first thing that is no frame, after the frames before it', () => {
    const channel = new GuestChannel();
    const heard = hear(channel);

    channel.stdout(Buffer.concat([encoded(value('1')), Buffer.from('\0\0\0\x02{]'), encoded(value('2'))]));
    channel.stdout(encoded(value('3')));
    channel.closed();

    expect(heard).toEqual([value('1'), 'a frame is not UTF-8 JSON']);
  });

  it('says so where the guest ended in the middle of a frame', () => {
    const channel = new GuestChannel();
    const heard = hear(channel);

    channel.stdout(encoded(value('1')).subarray(0, -1));
    channel.closed();

    expect(heard).toEqual(['the guest ended in the middle of a frame']);
  });

  it('tells its end to whoever comes late', () => {
    const channel = new GuestChannel();
    hear(channel);
    channel.stdout(Buffer.from('\xff\xff\xff\xff', 'latin1'));
    let violation: ProtocolViolation | null = null;

    channel.listen({ frame: () => expect.unreachable(), closed: (why) => (violation = why) });

    expect(violation).toBeInstanceOf(ProtocolViolation);
  });
});
