import { deepFrozen } from '../core/deep-frozen.js';
import { QuantineError } from '../core/errors.js';
import type { Limits } from '../core/run-card.js';

/** Bytes in the unit that limits are named in. */
export const MIB = 1024 * 1024;

interface LimitRow {
  readonly default: number;
  readonly minimum: number;
  readonly ceiling: number;
  /** Whether fractions make sense. */
  readonly integer: boolean;
  readonly why: string;
}

/** Every default and ceiling of a run. No other file, in any language, holds one of these numbers. */
export const LIMITS = deepFrozen({
  timeoutSeconds: {
    default: 300,
    minimum: 0.1,
    ceiling: 86_400,
    integer: false,
    why: 'The host ends a run after this many seconds of wall time, its data loading included.',
  },
  cpus: {
    default: 2,
    minimum: 0.01,
    ceiling: 64,
    integer: false,
    why: 'CPU quota. Never more than the engine has.',
  },
  memoryMiB: {
    default: 4096,
    minimum: 128,
    ceiling: 262_144,
    integer: true,
    why: 'Memory, with swap equal to it. Never more than half of what the engine has.',
  },
  pids: {
    default: 64,
    minimum: 8,
    ceiling: 4096,
    integer: true,
    why: 'Processes and threads together, the supervisor included.',
  },
  tmpMiB: { default: 64, minimum: 1, ceiling: 4096, integer: true, why: 'Size of /tmp, which counts as memory.' },
  outputMiB: {
    default: 64,
    minimum: 1,
    ceiling: 1024,
    integer: true,
    why: 'Size of /output, which counts as memory; also what comes back of it, and the largest single file.',
  },
  stdoutMiB: {
    default: 8,
    minimum: 0.001,
    ceiling: 256,
    integer: false,
    why: 'Standard output kept before the run is ended.',
  },
  stderrMiB: {
    default: 8,
    minimum: 0.001,
    ceiling: 256,
    integer: false,
    why: 'Standard error kept before the run is ended.',
  },
  valueMiB: { default: 8, minimum: 0.001, ceiling: 64, integer: false, why: 'The result, as JSON text.' },
} as const satisfies Record<keyof Limits, LimitRow>);

/** Names of all limits, in the order in which they are shown. */
export const LIMIT_NAMES = Object.keys(LIMITS) as readonly (keyof Limits)[];

/** Risk scores at which the levels part: LOW is below the first, CRITICAL above the last. */
export const RISK_LEVELS = { mediumFrom: 30, highFrom: 70, highUpTo: 90 } as const;

/** Bounds that hold for every run and are nobody's to change. */
export const FIXED = deepFrozen({
  maxSourceBytes: 10 * MIB,
  maxParamsBytes: MIB,
  maxDatasets: 32,
  maxDatasetBytes: 8 * 1024 ** 3,
  /** Inodes of /tmp and of /output each: a file without content costs kernel memory that no size cap counts. */
  tmpfsInodes: 4096,
  /** Files of /output that come back. */
  outputFiles: 1024,
  openFiles: 1024,
  messageCharacters: 64 * 1024,
  /** What refuses a source is no longer LOW, and what is CRITICAL nobody lets pass. */
  defaultMaxRiskScore: RISK_LEVELS.mediumFrom,
  highestMaxRiskScore: RISK_LEVELS.highUpTo,
  /** How long a sandbox may take to say hello. */
  helloTimeoutMs: 60_000,
  /** How long the supervisor has, once asked to stop, to kill, measure and report before the container is killed. */
  stopGraceMs: 2_000,
} as const);

/**
 * Bounds on reading a source: past one of them it is refused as unreadable, with the bound's name. CPython itself stops
 * at 200 brackets and 100 indents; the longest runs of real strategies are 232 comment lines.
 */
export const READING = {
  /** All that one thread does at one go: parsing a source and the texts in it, and working out names, values, findings. */
  sourceBudgetMs: 20_000,
  /** Everything about one source, where it is read in a thread of its own. */
  fileBudgetMs: 60_000,
  /** In how many places a source with a syntax error may be edited to see whether CPython reads it. */
  repairs: 10_000,
  parserMemoryMiB: 768,
  /** Past this the parser's memory, which never shrinks, is given back by starting a new parser. */
  parserRecycleMiB: 128,
  treeDepth: 1_000,
  treeNodes: 3_000_000,
  commentRunLines: 500,
  continuationRunLines: 500,
  /** Blanks of continued lines that hold nothing else, counted again for each such line that follows in the row. */
  continuationBlanks: 50_000_000,
  /** Names that one expression may stand for, and those of a variable before only their modules are kept. */
  namesPerExpression: 64,
  namesPerMeaning: 16,
  /** Functions of its own that are told apart as what one expression may be; of more it may be any. */
  ownFunctionsPerMeaning: 4,
  /** Rounds until what every name stands for is settled, and looks at bindings on the way. */
  nameRounds: 64,
  nameComparisons: 5_000_000,
  /** Bits of a whole number that a source may write out in arithmetic; CPython takes seconds to make such a one. */
  constantBits: 10_000_000,
  /** Characters of patterns that are looked through for catastrophic repetition. */
  patternCharacters: 10_000,
  /** Values handed on from one place of a source to another: at most so many, or so many for each node of its tree. */
  flowSteps: 500_000,
  flowStepsPerNode: 16,
  /** Steps and characters that it may take to work out what the constants of one source say. */
  constantWork: 2_000_000,
  /** Texts in a source that are read as code: how many, how deep in one another, how long all together, and how slow. */
  embeddedTexts: 256,
  embeddedDepth: 3,
  embeddedCharacters: 64 * 1024,
  embeddedParseMs: 1_000,
  /** Findings that add points, and repeats that are listed; a file past either is CRITICAL many times over. */
  scoredFindings: 5_000,
  listedRepeats: 1_000,
  /** Things missing in the image that are told. */
  compatibilityNotes: 100,
} as const;

/** What the engine has to give. */
export interface EngineRoom {
  readonly cpus: number;
  readonly memoryBytes: number;
}

/**
 * The limits of one run: what was asked for, or the default, but never more than the engine has.
 * @throws QuantineError BAD_REQUEST where one that was asked for is no number, or is out of its bounds
 */
export function resolveLimits(asked: Partial<Limits>, room: EngineRoom): Limits {
  const halfOfMemoryMiB = Math.floor(room.memoryBytes / 2 / MIB);
  const engineCaps: Partial<Record<keyof Limits, { most: number; of: string }>> = {
    cpus: { most: room.cpus, of: `the engine has ${room.cpus} CPUs` },
    memoryMiB: { most: halfOfMemoryMiB, of: `half of the engine's memory is ${halfOfMemoryMiB} MiB` },
  };
  const resolve = (name: keyof Limits): number => {
    const wanted = checkLimit(name, asked[name]);
    const cap = engineCaps[name];
    if (cap === undefined) return wanted ?? LIMITS[name].default;
    if (wanted !== undefined && wanted > cap.most) {
      throw new QuantineError('BAD_REQUEST', `${name} of ${wanted} cannot be had: ${cap.of}`, {
        details: { limit: name },
      });
    }
    return wanted ?? Math.min(LIMITS[name].default, cap.most);
  };
  return Object.freeze(
    Object.fromEntries(LIMIT_NAMES.map((name) => [name, resolve(name)])) as { [Name in keyof Limits]: number },
  );
}

/**
 * One limit as asked for, once it is known to lie within its bounds.
 * @throws QuantineError BAD_REQUEST where it does not
 */
export function checkLimit(name: keyof Limits, value: number | undefined): number | undefined {
  if (value === undefined) return undefined;
  const row: LimitRow = LIMITS[name];
  const isWithin = Number.isFinite(value) && value >= row.minimum && value <= row.ceiling;
  if (isWithin && (!row.integer || Number.isInteger(value))) return value;
  const kind = row.integer ? 'a whole number' : 'a number';
  throw new QuantineError('BAD_REQUEST', `${name} takes ${kind} from ${row.minimum} to ${row.ceiling}, not ${value}`, {
    details: { limit: name },
  });
}
