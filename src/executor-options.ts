/** What callers may ask of an executor and of one run, checked strictly: a misspelt limit is a limit silently absent. */
import { z } from 'zod';
import { checkLimit, FIXED, LIMIT_NAMES } from './config/limits.js';
import type { Settings } from './config/load.js';
import type { PolicySettings } from './config/policy-settings.js';
import { QuantineError } from './core/errors.js';
import { refuseOddSettings, refuseTwoMaxima, refuseUnknownOptions } from './core/given-options.js';
import { refuseOddSource } from './core/given-source.js';
import type { Report } from './core/report.js';
import type { Limits } from './core/run-card.js';
import type { ContainerEngine } from './engine/container-engine.js';
import type { DataFile } from './engine/data-file.js';
import { Approvals } from './review/approvals.js';
import type { Execution } from './runner/execution.js';
import type { OutputChunk } from './runner/run-strategy.js';

/** What holds for every run of an executor, unless the run says otherwise. Limits are named with their units. */
export interface ExecutorOptions extends Partial<Limits> {
  /** Whether the source is judged before it runs. Without it promise 1 is waived, and every outcome says so. */
  readonly validateCode?: boolean;
  /** The score at which a source is refused: 1 to 90, by default what the policy says, which is 30, and never another. */
  readonly maxRiskScore?: number;
  /** By what sources are judged: settings, or what `loadPolicy` read. No file is looked for. */
  readonly policy?: PolicySettings;
  /**
   * What people decided, from `loadApprovals`, or a file of it, which is read anew for each run. An approved source of at
   * most MEDIUM risk runs, by its exact bytes and under this very policy; a refused one does not, whatever it scores.
   */
  readonly approvals?: Approvals | string;
  /** Whether a comment in a source may pardon a finding; by default none may. */
  readonly allowInline?: boolean;
  /** `python313` or `python311`; by default what the policy says, which is `python313`. */
  readonly image?: string;
  /** `['cpu']` runs on an engine that cannot cap CPU time; every outcome says so. */
  readonly waive?: readonly 'cpu'[];
  readonly settings?: Settings;
  /** An engine that is already known; otherwise it is looked for at the first run. */
  readonly engine?: ContainerEngine;
}

/** What holds for one run. */
export interface ExecuteOptions extends Partial<Limits> {
  /** CSV files, by path, or by name and path: one becomes `data` itself, several a dict by name. */
  readonly data?: string | readonly DataFile[] | Readonly<Record<string, string>>;
  /** Becomes the dict `params`; anything JSON can say. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly maxRiskScore?: number;
  /** Ends the run as `terminated`, reason `cancelled`. */
  readonly signal?: AbortSignal;
  /** Hears the judgement before anything runs, which waits for a promise of it; not called where validation is waived. */
  readonly onReport?: (report: Report) => void;
  /** Hears what the strategy prints, as it comes. */
  readonly onOutput?: (chunk: OutputChunk) => void;
  /** Whether files of `/output` come back; by default they do. */
  readonly collectArtifacts?: boolean;
}

const limits = z.object(Object.fromEntries(LIMIT_NAMES.map((name) => [name, z.number().optional()]))).shape;
const maxRiskScore = z.number().min(1).max(FIXED.highestMaxRiskScore).optional();
const having = <T>(name: keyof T & string, kind: 'function' | 'object') =>
  z.custom<T>((value) => isOfKind(Object(value)[name], kind), { error: `it lacks ${name}` }).optional();
const isOfKind = (value: unknown, kind: string) => value !== null && typeof value === kind;
const listener = <T>() =>
  z.custom<T>((value) => typeof value === 'function', { error: 'it takes a function' }).optional();

const executorOptions = z.strictObject({
  ...limits,
  maxRiskScore,
  validateCode: z.boolean().optional(),
  policy: z.custom<PolicySettings>().optional(),
  approvals: z
    .union([z.string().min(1), z.instanceof(Approvals)], {
      error: 'it takes what loadApprovals gives, or the path of a file of approvals',
    })
    .optional(),
  allowInline: z.boolean().optional(),
  image: z.string().optional(),
  waive: z.array(z.literal('cpu')).optional(),
  settings: having<Settings>('docker', 'object'),
  engine: having<ContainerEngine>('facts', 'function'),
});

const executeOptions = z.strictObject({
  ...limits,
  maxRiskScore,
  data: z
    .union(
      [
        z.string(),
        z.array(z.strictObject({ name: z.string().optional(), path: z.string() })),
        z.record(z.string(), z.string()),
      ],
      { error: 'it takes the path of a CSV file, a list of { name, path }, or an object with a path for each name' },
    )
    .optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  signal: z.instanceof(AbortSignal).optional(),
  onReport: listener<ExecuteOptions['onReport']>(),
  onOutput: listener<ExecuteOptions['onOutput']>(),
  collectArtifacts: z.boolean().optional(),
});

/** @throws QuantineError BAD_REQUEST naming the option that is unknown, of another kind or out of its bounds */
export function checkExecutorOptions(options: ExecutorOptions): void {
  check(executorOptions, options);
  refuseOddSettings(options.policy, 'policy');
  refuseTwoMaxima(options);
  checkLimits(options);
}

/** @throws QuantineError BAD_REQUEST likewise */
export function checkExecuteOptions(options: ExecuteOptions): void {
  check(executeOptions, options);
  checkLimits(options);
}

/**
 * Parts what one call is given into what is the executor's and what is the run's.
 * @throws QuantineError BAD_REQUEST on what is an option of neither
 */
export function partOptions(options: ExecutorOptions & ExecuteOptions): [ExecutorOptions, ExecuteOptions] {
  refuseUnknownOptions(options, Object.keys({ ...executorOptions.shape, ...executeOptions.shape }));
  const isRunOnly = (name: string) => name in executeOptions.shape && !(name in executorOptions.shape);
  const entries = Object.entries(options);
  return [
    Object.fromEntries(entries.filter(([name]) => !isRunOnly(name))),
    Object.fromEntries(entries.filter(([name]) => isRunOnly(name))),
  ];
}

/**
 * The bytes of a source: a copy of those given, or a text as UTF-8.
 * @throws QuantineError BAD_REQUEST on anything else, and on text that UTF-8 cannot say
 */
export function sourceBytes(source: string | Uint8Array): Buffer {
  refuseOddSource(source);
  if (typeof source !== 'string') return Buffer.from(source);
  if (/\p{Surrogate}/u.test(source)) throw new QuantineError('BAD_REQUEST', 'the source holds half a character');
  return Buffer.from(source, 'utf8');
}

/** The data files of a run, however they were given. */
export function dataFilesOf(data: ExecuteOptions['data']): readonly DataFile[] {
  if (data === undefined) return [];
  if (typeof data === 'string') return [{ path: data }];
  return isList(data) ? data : Object.entries(data).map(([name, path]) => ({ name, path }));
}

function isList<T>(value: readonly T[] | object): value is readonly T[] {
  return Array.isArray(value);
}

const jsonObject = z.record(z.string(), z.json());

/** @throws QuantineError BAD_REQUEST where params are not what JSON can say, or are too large */
export function checkedParams(params: Readonly<Record<string, unknown>>): Execution['params'] {
  const text = jsonOf(params);
  const bytes = Buffer.byteLength(text, 'utf8');
  if (bytes <= FIXED.maxParamsBytes) return JSON.parse(text) as Execution['params'];
  throw new QuantineError('BAD_REQUEST', `params of ${bytes} bytes are past the cap of ${FIXED.maxParamsBytes}`);
}

/** A circle, or a depth past the stack, shows only on the way. `__proto__` would be lost on the way, silently. */
function jsonOf(params: Readonly<Record<string, unknown>>): string {
  let text: string;
  try {
    const parsed = jsonObject.safeParse(params);
    if (!parsed.success) throw new QuantineError('BAD_REQUEST', `params: ${z.prettifyError(parsed.error)}`);
    text = JSON.stringify(params);
  } catch (cause) {
    if (cause instanceof QuantineError) throw cause;
    throw new QuantineError('BAD_REQUEST', 'params cannot be written as JSON', { cause });
  }
  if (text.includes('"__proto__"')) throw new QuantineError('BAD_REQUEST', 'params cannot have a key __proto__');
  return text;
}

/** What an executor judges by: the policy, below what is an option of its own. */
export function policySettingsOf({ policy, maxRiskScore, allowInline, image }: ExecutorOptions): PolicySettings {
  return {
    ...policy,
    ...(maxRiskScore !== undefined && { maxRiskScore }),
    ...(allowInline !== undefined && { allowInline }),
    ...(image !== undefined && { image }),
  };
}

/** The limits that were given, without those that are merely mentioned. */
export function givenLimits(options: Partial<Limits>): Partial<Limits> {
  const names = LIMIT_NAMES.filter((name) => options[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, options[name]]));
}

function check(schema: z.ZodObject, options: object): void {
  refuseUnknownOptions(options, Object.keys(schema.shape));
  const parsed = parsedBy(schema, options);
  if (!parsed.success) throw new QuantineError('BAD_REQUEST', `options: ${z.prettifyError(parsed.error)}`);
}

/** Getters that throw show on the way. */
function parsedBy(schema: z.ZodObject, options: object) {
  try {
    return schema.safeParse(options);
  } catch (cause) {
    throw new QuantineError('BAD_REQUEST', 'options: what they hold cannot be read', { cause });
  }
}

function checkLimits(options: Partial<Limits>): void {
  for (const name of LIMIT_NAMES) checkLimit(name, options[name]);
}
