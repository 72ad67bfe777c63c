import type { Colors } from 'picocolors/types.js';
import type { Settings } from '../config/load.js';

/**
 * What a command ended as: `ok` is 0, `refused` (the strategy's fault) 1, `callersFault` 2, `ourFault` 3, `cancelled` 130.
 */
export const EXIT = { ok: 0, refused: 1, callersFault: 2, ourFault: 3, cancelled: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Where a command writes. Text is written as it is: a line brings its own newline. */
export interface CliIo {
  out(text: string): void;
  err(text: string): void;
  /** Aborts once what goes to `out` can no longer be written, as on a full disk. A reader who leaves does not count. */
  readonly outputLost: AbortSignal;
  /** Whether these are terminals on which a line can be written over, whatever `NO_COLOR` says. */
  readonly isTerminal: { readonly out: boolean; readonly err: boolean };
  /** For what goes to `out`: plain where that is no terminal, or where `NO_COLOR` is set. */
  readonly colours: Colors;
  /** The same for what goes to `err`. */
  readonly errColours: Colors;
}

/** What every command is given: `registerX(program, context)` adds the command X to the program. */
export interface CliContext {
  readonly settings: Settings;
  readonly io: CliIo;
  /** The exit code of the process, where no error is thrown. Zero until somebody says otherwise. */
  setExitCode(code: ExitCode): void;
}
