import { deepFrozen } from './deep-frozen.js';

/** Whose fault an error is: the caller's request, a lack of room that passes, or the host and its engine. */
export type Fault = 'caller' | 'capacity' | 'host';

interface ErrorEntry {
  readonly fault: Fault;
  /** Whether the same request may succeed later without a change. */
  readonly retryable: boolean;
  /** One sentence that says what to do next. */
  readonly nextStep: string;
}

/**
 * Every code that Quantine throws. Callers match on the code and never on a message. The table in docs/troubleshooting.md
 * lists the same set, and a test compares the two.
 */
export const ERROR_CATALOGUE = deepFrozen({
  BAD_REQUEST: {
    fault: 'caller',
    retryable: false,
    nextStep: 'Correct the option that the message names; every command shows a working example with --help.',
  },
  SOURCE_NOT_FOUND: {
    fault: 'caller',
    retryable: false,
    nextStep: 'Name a Python file that exists and can be read, or - for standard input.',
  },
  DATA_NOT_FOUND: {
    fault: 'caller',
    retryable: false,
    nextStep: 'Name a regular file that exists and can be read.',
  },
  DATA_INVALID: {
    fault: 'caller',
    retryable: false,
    nextStep: 'Give a CSV file with a header row, one column of dates and at least one row of numbers.',
  },
  DISK_FAILED: {
    fault: 'host',
    retryable: true,
    nextStep: 'Make room on the disk that the message names a file of, or write to another one.',
  },
  DOCKER_UNAVAILABLE: {
    fault: 'host',
    retryable: true,
    nextStep: 'Start a Docker engine, or run `quantine setup`; `quantine doctor` shows where it was looked for.',
  },
  PERMISSION_DENIED: {
    fault: 'host',
    retryable: false,
    nextStep: 'Run as a user who may use the engine: `sudo usermod -aG docker $USER`, then log in again.',
  },
  ENGINE_UNSUPPORTED: {
    fault: 'host',
    retryable: false,
    nextStep:
      'Use Docker Engine 20.10 or later (Podman 5 or later, best effort); `quantine doctor` says what is missing.',
  },
  ENGINE_LOST: {
    fault: 'host',
    retryable: true,
    nextStep:
      'The engine stopped while the strategy ran: start it and run again; leftovers are removed at the next start.',
  },
  ENGINE_FAILED: {
    fault: 'host',
    retryable: true,
    nextStep: 'The engine refused or failed a request: see the message, then `quantine doctor`.',
  },
  IMAGE_NOT_FOUND: {
    fault: 'host',
    retryable: false,
    nextStep: 'Run `quantine image build`.',
  },
  IMAGE_BUILD_FAILED: {
    fault: 'host',
    retryable: true,
    nextStep: 'Run `quantine image build --verbose` and read the step that failed.',
  },
  LIMIT_NOT_ENFORCED: {
    fault: 'host',
    retryable: false,
    nextStep: 'Let the engine enforce the limit that the message names; `quantine doctor` shows every one.',
  },
  INTERNAL: {
    fault: 'host',
    retryable: false,
    nextStep: 'This is a defect in Quantine: please report it with the output of `quantine doctor`.',
  },
  TOO_MANY_OPEN_FILES: {
    fault: 'host',
    retryable: true,
    nextStep: 'Let the process open more files, as with `ulimit -n 1024`, and try again.',
  },
} as const satisfies Record<string, ErrorEntry>);

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

export interface QuantineErrorOptions {
  /** Overrides the catalogue's sentence where more is known, such as the exact command to type. */
  readonly nextStep?: string;
  /** Machine-readable particulars, such as the name of the limit. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** A bad request or our own failure. What a strategy causes is never thrown: it is an `ExecutionOutcome`. */
export class QuantineError extends Error {
  override readonly name = 'QuantineError';
  readonly code: ErrorCode;
  readonly fault: Fault;
  readonly retryable: boolean;
  readonly nextStep: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: QuantineErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    const entry: ErrorEntry = ERROR_CATALOGUE[code];
    this.code = code;
    this.fault = entry.fault;
    this.retryable = entry.retryable;
    this.nextStep = options.nextStep ?? entry.nextStep;
    this.details = options.details ?? {};
  }
}
