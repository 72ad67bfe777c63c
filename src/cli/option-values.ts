import { checkLimit, FIXED, LIMIT_NAMES } from '../config/limits.js';
import { QuantineError } from '../core/errors.js';
import { misreadPath } from '../core/misread-path.js';
import type { Limits } from '../core/run-card.js';
import type { DataFile } from '../engine/data-file.js';

type LimitName = keyof Limits;

/** What `--max-risk` takes, for the help of every command that has it. */
export const MAX_RISK_RANGE = `1 to ${FIXED.highestMaxRiskScore} (default ${FIXED.defaultMaxRiskScore})`;

const MOST_THREADS = 256;
const SECONDS_OF = { ms: 0.001, s: 1, m: 60, h: 3600 } as const;
const MEBIBYTES_OF = { m: 1, g: 1024 } as const;

/** `90`, `30s`, `5m` or `1h`, in seconds. */
export function parseTimeout(text: string): number {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  if (amount === undefined) throw badValue('--timeout', text, 'seconds, or a time such as 30s, 5m or 1h');
  return checked('timeoutSeconds', Number(amount) * SECONDS_OF[unit as keyof typeof SECONDS_OF]);
}

/** `512`, `512m` or `2g`, in MiB. */
export function parseMemory(text: string): number {
  const [, amount, unit = 'm'] = /^(\d+(?:\.\d+)?)(m|g)?(?:i?b)?$/.exec(text.toLowerCase()) ?? [];
  if (amount === undefined) throw badValue('--memory', text, 'MiB, or a size such as 512m or 2g');
  return checked('memoryMiB', Number(amount) * MEBIBYTES_OF[unit as keyof typeof MEBIBYTES_OF]);
}

export function parseCpus(text: string): number {
  return checked('cpus', parseNumber('--cpus', text));
}

export function parseMaxRisk(text: string): number {
  const score = parseNumber('--max-risk', text);
  if (score >= 1 && score <= FIXED.highestMaxRiskScore) return score;
  throw badValue('--max-risk', text, `a number from 1 to ${FIXED.highestMaxRiskScore}`);
}

export function parseThreads(text: string): number {
  const threads = parseNumber('--threads', text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS) return threads;
  throw badValue('--threads', text, `a whole number from 1 to ${MOST_THREADS}`);
}

/** One more `--limit NAME=VALUE`. */
export function addLimit(text: string, before: Partial<Limits> = {}): Partial<Limits> {
  const { name, value } = splitPair('--limit', text, 'NAME=VALUE');
  const limit = LIMIT_NAMES.find((known) => known === name);
  if (limit === undefined) {
    throw new QuantineError('BAD_REQUEST', `--limit knows no ${JSON.stringify(name)}`, {
      nextStep: `The limits are ${LIMIT_NAMES.join(', ')}.`,
    });
  }
  if (limit in before) throw new QuantineError('BAD_REQUEST', `--limit ${limit} is given twice`);
  return { ...before, [limit]: checked(limit, parseNumber(`--limit ${limit}`, value)) };
}

/** One more `--param KEY=VALUE`. What is not JSON is text, so that nobody has to quote a ticker twice; True is true. */
export function addParam(text: string, before: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const { name, value } = splitPair('--param', text, 'KEY=VALUE');
  if (Object.hasOwn(before, name)) throw new QuantineError('BAD_REQUEST', `--param ${name} is given twice`);
  return Object.fromEntries([...Object.entries(before), [name, jsonOrText(value)]]);
}

/** A folder. */
export function parseFolder(text: string): string {
  if (text === '') throw badValue('--out', text, 'a folder');
  refuseNoPath('--out', text);
  return text;
}

/** What a flag takes that names a file. */
export function fileOf(flag: string): (text: string) => string {
  return (text) => {
    if (text === '') throw badValue(flag, text, 'a file');
    refuseNoPath(flag, text);
    return text;
  };
}

/** One more `--files-from LIST`. */
export function addList(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, fileOf('--files-from')(text)];
}

/** A flag that stands where a value is missing would be swallowed as one; of a name that was misread another would be had. */
function refuseNoPath(flag: string, text: string): void {
  const misread = misreadPath(text);
  if (misread !== undefined) throw new QuantineError('BAD_REQUEST', `${flag} ${text}: ${misread}`);
  if (!text.startsWith('-')) return;
  const standard = text === '-' ? 'If that is standard input or output, write /dev/stdin or /dev/stdout. ' : '';
  throw new QuantineError('BAD_REQUEST', `${flag} lacks its value: ${JSON.stringify(text)} follows it`, {
    nextStep: `${standard}If that is the name of a file or folder, write ./${text}`,
  });
}

/** One more `--data [NAME=]FILE`. A file whose own name holds an equals sign is written with its folder: `./a=b.csv`. */
export function addDataFile(text: string, before: readonly DataFile[] = []): readonly DataFile[] {
  refuseNoPath('--data', text);
  const [, name, path] = /^([A-Za-z0-9._-]+)=(.*)$/s.exec(text) ?? [];
  if (text === '' || path === '') throw badValue('--data', text, '[NAME=]FILE');
  return [...before, name === undefined || path === undefined ? { path: text } : { name, path }];
}

/** Whoever types these means Python's, and the text "False" would count as true in a strategy. */
const PYTHON_CONSTANTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['True', true],
  ['False', false],
  ['None', null],
]);

function jsonOrText(text: string): unknown {
  if (PYTHON_CONSTANTS.has(text)) return PYTHON_CONSTANTS.get(text);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function splitPair(flag: string, text: string, form: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf('=');
  if (at <= 0) throw badValue(flag, text, form);
  return { name: text.slice(0, at), value: text.slice(at + 1) };
}

function parseNumber(flag: string, text: string): number {
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) throw badValue(flag, text, 'a number');
  return Number(text);
}

function checked(name: LimitName, value: number): number {
  checkLimit(name, value);
  return value;
}

function badValue(flag: string, text: string, form: string): QuantineError {
  return new QuantineError('BAD_REQUEST', `${flag} takes ${form}, not ${JSON.stringify(text)}`);
}
