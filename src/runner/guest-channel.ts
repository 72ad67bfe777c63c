import type { OutputListener } from '../engine/container-engine.js';
import { FrameDecoder, ProtocolViolation } from '../protocol/codec.js';
import type { GuestFrame } from '../protocol/frames.js';

/** Who takes what the guest says, in one phase of its life. Called synchronously, in order. */
export interface ChannelListener {
  frame(frame: GuestFrame): void;
  /** Nothing more will come. With a violation, what came last was not the protocol. */
  closed(violation: ProtocolViolation | null): void;
}

/**
 * Turns the guest's output into frames for whoever listens now. A guest is silent between hello and run, so the little
 * that could arrive between two listeners is kept for the next one.
 */
export class GuestChannel implements OutputListener {
  readonly #decoder = new FrameDecoder();
  #listener: ChannelListener | null = null;
  readonly #waiting: GuestFrame[] = [];
  #end: { readonly violation: ProtocolViolation | null } | null = null;

  listen(listener: ChannelListener): void {
    this.#listener = listener;
    while (this.#listener !== null) {
      const frame = this.#waiting.shift();
      if (frame === undefined) break;
      this.#listener.frame(frame);
    }
    if (this.#end !== null) this.#listener?.closed(this.#end.violation);
  }

  /** Ends a phase: what comes now waits for the next listener. */
  silence(): void {
    this.#listener = null;
  }

  stdout(chunk: Buffer): void {
    if (this.#end !== null) return;
    try {
      for (const frame of this.#decoder.push(chunk)) this.#deliver(frame);
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error;
      this.#close(error);
    }
  }

  closed(): void {
    this.#close(this.#decoder.isMidFrame ? new ProtocolViolation('the guest ended in the middle of a frame') : null);
  }

  #deliver(frame: GuestFrame): void {
    if (this.#listener === null) this.#waiting.push(frame);
    else this.#listener.frame(frame);
  }

  #close(violation: ProtocolViolation | null): void {
    if (this.#end !== null) return;
    this.#end = { violation };
    this.#listener?.closed(violation);
  }
}
