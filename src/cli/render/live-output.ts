import { printable } from '../../core/printable.js';
import type { CliIo } from '../context.js';

/** Of what makes a bracket the beginning of a command: `##teamcity`. */
const LONGEST_COMMAND = 10;

type Stream = 'stdout' | 'stderr';

/**
 * What a strategy prints, shown as it comes. Every line stands behind a bar, so that nothing it prints can pass for a
 * line of ours. A lone carriage return would write over the bar: it ends the line.
 */
export class LiveOutput {
  readonly #io: CliIo;
  readonly #endedInReturn: Record<Stream, boolean> = { stdout: false, stderr: false };
  #openLine: Stream | null = null;
  /** The end of the open line, as it came: a command to whoever reads the log may come in two pieces. */
  #tail = '';

  constructor(io: CliIo) {
    this.#io = io;
  }

  write({ stream, text }: { readonly stream: Stream; readonly text: string }): void {
    const lines = this.#withPlainLineEnds(stream, text);
    if (lines === '') return;
    if (this.#openLine !== stream) this.finish();
    const bar = this.#bar(stream);
    const start = this.#openLine === null ? bar : '';
    const shown = printable(this.#tail + lines).slice(printable(this.#tail).length);
    this.#send(stream, start + shown.replace(/\n(?!$)/g, `\n${bar}`));
    this.#openLine = lines.endsWith('\n') ? null : stream;
    this.#tail = this.#openLine === null ? '' : (this.#tail + lines).slice(-LONGEST_COMMAND);
  }

  /** Ends a line that the strategy left open. */
  finish(): void {
    if (this.#openLine !== null) this.#send(this.#openLine, '\n');
    this.#openLine = null;
    this.#tail = '';
  }

  /** The two halves of a CR LF may come in two pieces. */
  #withPlainLineEnds(stream: Stream, text: string): string {
    if (text === '') return '';
    const rest = this.#endedInReturn[stream] && text.startsWith('\n') ? text.slice(1) : text;
    this.#endedInReturn[stream] = text.endsWith('\r');
    return rest.replace(/\r\n?/g, '\n');
  }

  #bar(stream: Stream): string {
    return stream === 'stdout' ? this.#io.colours.dim('│ ') : this.#io.errColours.yellow('│ ');
  }

  #send(stream: Stream, text: string): void {
    if (stream === 'stdout') this.#io.out(text);
    else this.#io.err(text);
  }
}
