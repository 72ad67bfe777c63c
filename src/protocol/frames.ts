/**
 * The conversation between the host and PID 1 of a sandbox.
 *
 * Each frame is a 4-byte big-endian length and that many bytes of UTF-8 JSON. The guest speaks first:
 *
 *     guest                                   host
 *     hello (version, isolation it sees)  ->  checks it against the plan
 *                                         <-  run (data, params, source, caps)
 *     output* (what the strategy printed) ->  counts, cuts
 *     value*  (JSON text of the result)   ->
 *     artifact* (files of /output)        ->
 *     result | failure (always the last)  ->
 *
 * The host may send `stop` at any time after `run`; the guest then kills everything, and still measures and ends with
 * `failure` (`kind: "stopped"`). A frame that does not fit this schema, or one out of order, ends the run as a
 * `protocol_violation`. Golden frames under `tests/contract/` are read by both languages.
 */
import { z } from 'zod';

/** Raised with every change that an older peer would misread; host and guest must agree exactly. */
export const PROTOCOL_VERSION = 1;

/** Longest body of one frame to the host, in bytes. Streams are cut into pieces of `CHUNK_BYTES` first. */
export const MAX_GUEST_FRAME_BYTES = 1024 * 1024;

/** Longest body of one frame to the guest, in bytes: 10 MiB of source in base64, params and room for the rest. */
export const MAX_HOST_FRAME_BYTES = 16 * 1024 * 1024;

/** Largest piece of a stream, a value or a file in one frame, before base64. */
export const CHUNK_BYTES = 64 * 1024;

/** What a frame holds at most. The guest keeps to the same numbers, and a frame past one of them is refused. */
export const MAX_NON_FINITE_PATHS = 10_000;
export const MAX_TRACEBACK = 64;
export const MAX_CAUSES = 8;
export const MAX_SKIPPED_ARTIFACTS = 1000;
/** Levels of nesting that the guest writes of a value. */
export const MAX_VALUE_DEPTH = 64;

const count = z.number().int().nonnegative();
const base64 = z.base64();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const mount = z.strictObject({
  target: z.string(),
  type: z.string(),
  /** Mount and superblock options together, such as `ro`, `nosuid`, `size=65536k`, `nr_inodes=4096`. */
  options: z.array(z.string()),
});

/** What PID 1 sees of its own isolation. Numbers the kernel calls unlimited are null. */
export const isolation = z.strictObject({
  uid: z.array(count).length(4),
  gid: z.array(count).length(4),
  groups: z.array(count),
  /** The five capability sets of /proc/self/status, as hexadecimal masks. */
  capabilities: z.strictObject({
    inheritable: z.string(),
    permitted: z.string(),
    effective: z.string(),
    bounding: z.string(),
    ambient: z.string(),
  }),
  noNewPrivs: z.boolean(),
  /** Seccomp mode: 0 off, 1 strict, 2 filter. */
  seccomp: count,
  /** Whether PID 1 made itself undumpable. */
  dumpable: z.boolean(),
  mounts: z.array(mount),
  /** Writable places outside the mounts that are meant to be written. */
  writablePaths: z.array(z.string()),
  interfaces: z.array(z.string()),
  cgroup: z.strictObject({
    version: z.union([z.literal(1), z.literal(2)]),
    memoryBytes: count.nullable(),
    /** Memory and swap together. Null where unlimited or where the kernel does not account for swap. */
    memorySwapBytes: count.nullable(),
    pids: count.nullable(),
    cpus: z.number().nonnegative().nullable(),
  }),
  /** Swap the machine has at all, by /proc/meminfo. */
  swapTotalBytes: count,
  /** Hard limits by rlimit name in lower case: nofile, fsize, core, cpu, ... */
  rlimits: z.record(z.string(), count.nullable()),
});

export const helloFrame = z.strictObject({
  type: z.literal('hello'),
  protocol: count,
  python: z.string(),
  isolation,
  /** Data files found under /datasets, by the SHA-256 in their path. A file that was never filled whole is absent. */
  datasets: z.array(z.strictObject({ sha256, bytes: count })),
  /** Names found under /data, each a link to one of the datasets. */
  names: z.array(z.string()),
});

export const outputFrame = z.strictObject({
  type: z.literal('output'),
  stream: z.enum(['stdout', 'stderr']),
  data: base64,
});

export const valueFrame = z.strictObject({ type: z.literal('value'), data: base64 });

export const artifactFrame = z.strictObject({
  type: z.literal('artifact'),
  /** Path below /output, as UTF-8. */
  path: z.string().min(1),
  data: base64,
  /** True on the last piece of this file. Pieces of one file follow each other. */
  last: z.boolean(),
});

/** Measured by PID 1 with wait4 and from the cgroup. The host checks it against what the engine and its clock say. */
export const usage = z.strictObject({
  /**
   * User and system time of everything the strategy started: what wait4 tells or, where that is more, what the cgroup used
   * beyond the supervisor. The kernel itself collects a child whose parent ignores SIGCHLD, and wait4 knows nothing of it.
   */
  cpuSeconds: z.number().nonnegative(),
  /**
   * The larger of two figures: the largest resident set of any process that was waited for, but no more than the cgroup
   * ever held, because a resident set counts a page once for each mapping of it; and the most that the cgroup was seen to
   * hold, every 50 ms, in memory of processes and in files of /tmp and /output.
   */
  peakMemoryBytes: count,
  /** Out-of-memory kills in this cgroup during the run; null where the kernel does not say. */
  outOfMemoryKills: count.nullable(),
  /** The cgroup's own figures for the whole container, the supervisor included; null where it has none. */
  cgroupCpuSeconds: z.number().nonnegative().nullable(),
  cgroupPeakBytes: count.nullable(),
});

const skipped = z.array(z.strictObject({ path: z.string(), reason: z.string() })).max(MAX_SKIPPED_ARTIFACTS);

export const resultFrame = z.strictObject({
  type: z.literal('result'),
  sourceSha256: sha256,
  /** Length of the JSON text sent in `value` frames; null when the strategy gave no result. */
  valueBytes: count.nullable(),
  nonFinitePaths: z.array(z.string()).max(MAX_NON_FINITE_PATHS),
  skippedArtifacts: skipped,
  usage,
});

const tracebackFrame = z.strictObject({ line: count, function: z.string(), text: z.string() });

const exceptionBody = z.strictObject({
  type: z.string(),
  message: z.string(),
  line: count.nullable(),
  traceback: z.array(tracebackFrame).max(MAX_TRACEBACK),
});

export const strategyException = exceptionBody.extend({ causes: z.array(exceptionBody).max(MAX_CAUSES) });

export const failureFrame = z.strictObject({
  type: z.literal('failure'),
  /**
   * - `exception`: an exception left the strategy, or its value could not be written as JSON (`error` says which)
   * - `system_exit`: `sys.exit(n)` with n other than 0
   * - `abrupt_exit`: the process ended without a word, such as by `os._exit`
   * - `signal`: a signal ended it (`signal` says which)
   * - `out_of_memory`: the kernel killed it for want of memory, and nobody else whose death could be taken for its own
   * - `stopped`: the host asked for it
   * - `deadline`: its time was over for a while, and the host, held up itself, did not say so
   * - `malformed_report`: the strategy's process wrote something else where its report belongs
   * - `data`: a data file could not be read, before the first byte of the strategy was handed over
   * - `request`: the run frame was wrong, such as a source that does not have its SHA-256
   */
  kind: z.enum([
    'exception',
    'system_exit',
    'abrupt_exit',
    'signal',
    'out_of_memory',
    'stopped',
    'deadline',
    'malformed_report',
    'data',
    'request',
  ]),
  error: strategyException.nullable(),
  exitCode: count.nullable(),
  signal: count.nullable(),
  sourceSha256: sha256.nullable(),
  skippedArtifacts: skipped,
  usage,
});

export const guestFrame = z.discriminatedUnion('type', [
  helloFrame,
  outputFrame,
  valueFrame,
  artifactFrame,
  resultFrame,
  failureFrame,
]);

export const runFrame = z.strictObject({
  type: z.literal('run'),
  protocol: count,
  /** The exact bytes that were judged. */
  source: base64,
  sourceSha256: sha256,
  params: z.record(z.string(), z.json()),
  /** The strategy's whole environment; what the engine added to the container's (PATH, HOSTNAME) is not in it. */
  environment: z.record(z.string(), z.string()),
  /** Data files in the order given. One becomes `data` itself; several become a dict by name. */
  data: z.array(z.strictObject({ name: z.string(), sha256 })),
  caps: z.strictObject({
    valueBytes: count,
    outputBytes: count,
    outputFiles: count,
    /** Longest message and traceback text of an exception, in characters. */
    messageCharacters: count,
    /** When the supervisor ends the run itself, some seconds later than the host would: a backstop. */
    timeoutSeconds: z.number().positive(),
  }),
  /** Whether to send the files of /output. */
  collectArtifacts: z.boolean(),
});

export const stopFrame = z.strictObject({ type: z.literal('stop') });

export const hostFrame = z.discriminatedUnion('type', [runFrame, stopFrame]);

export type Isolation = z.infer<typeof isolation>;
export type HelloFrame = z.infer<typeof helloFrame>;
export type ResultFrame = z.infer<typeof resultFrame>;
export type FailureFrame = z.infer<typeof failureFrame>;
export type GuestUsage = z.infer<typeof usage>;
export type GuestFrame = z.infer<typeof guestFrame>;
export type RunFrame = z.infer<typeof runFrame>;
export type HostFrame = z.infer<typeof hostFrame>;
