import { z } from 'zod';
import { didYouMean } from '../core/nearest-word.js';
import { printableLine } from '../core/printable.js';
import { FILE_KEYS, type PolicySettings } from './policy-settings.js';

/** What a policy file says, once its keys and the kinds of its values are checked. */
export interface PolicyDocument {
  readonly settings: PolicySettings;
  /** What it says for folders below its own, in its order. */
  readonly folders: readonly FolderSettings[];
  /** Patterns, as in `.gitignore`, of what directory checks leave out, in place of the usual ones. */
  readonly exclude: readonly string[] | undefined;
  /** The same, besides the others. */
  readonly extendExclude: readonly string[];
}

export interface FolderSettings {
  /** With slashes, relative to the folder that the file is for. */
  readonly path: string;
  readonly settings: PolicySettings;
}

/** A sentence about one key, and the word by which its line is found. */
export interface DocumentProblem {
  readonly message: string;
  readonly word: string;
}

const listOf = (what: string) => {
  const error = `takes a list of ${what}, each in quotes`;
  return z.array(z.string({ error }), { error }).optional();
};

const NO_SUCH_RULE = 'knows no rule "__proto__"';

const judging = {
  [FILE_KEYS.maxRiskScore]: z.number({ error: 'takes a number' }).optional(),
  [FILE_KEYS.policy]: z.enum(['standard', 'strict'], { error: 'takes "standard" or "strict"' }).optional(),
  [FILE_KEYS.allowModules]: listOf('modules'),
  [FILE_KEYS.points]: z
    .unknown()
    // A record would leave it out without a word.
    .refine((points) => !Object.hasOwn(Object(points), '__proto__'), { error: NO_SUCH_RULE })
    .pipe(
      z.record(z.string(), z.number({ error: 'takes a number' }), { error: 'is a table of rules, each with a number' }),
    )
    .optional(),
  [FILE_KEYS.off]: listOf('rules'),
  [FILE_KEYS.image]: z.string({ error: 'takes the name of an image, in quotes' }).optional(),
};

const folder = z.strictObject(
  {
    path: z.string({ error: 'takes the path of a folder, in quotes' }).refine(isPathBelow, {
      error: 'takes a folder below that of the file, such as "research/agents": no pattern, no .. and no /',
    }),
    ...judging,
  },
  { error: 'is a list of tables: write [[folder]]' },
);

const document = z.strictObject(
  {
    ...judging,
    exclude: listOf('patterns'),
    'extend-exclude': listOf('patterns'),
    folder: z.array(folder, { error: 'is a list of tables: write [[folder]]' }).optional(),
  },
  { error: 'is a table: write [tool.quantine]' },
);

/** Keys that people look for, and why they are not there. */
const KEYS_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['tool', 'is for pyproject.toml: here the keys stand without a table'],
  ['allow-inline', 'is only a flag: code that came with a policy file would pardon itself'],
  ['approvals', 'is only a flag: a change would name the file that approves it'],
]);

/** What a parsed table says, or everything that is wrong with it. */
export function readDocument(table: unknown): PolicyDocument | readonly DocumentProblem[] {
  const parsed = document.safeParse(table);
  if (!parsed.success) return parsed.error.issues.flatMap((issue) => problemsOf(issue, table));
  const { folder: folders = [], exclude, 'extend-exclude': extendExclude = [], ...own } = parsed.data;
  const twice = firstTwice(folders.map(({ path }) => path));
  if (twice !== undefined) return [{ message: `folder ${twice} is there twice`, word: twice }];
  return {
    settings: settingsOf(own),
    folders: folders.map(({ path, ...settings }) => ({ path: tidy(path), settings: settingsOf(settings) })),
    exclude,
    extendExclude,
  };
}

type Judging = z.infer<z.ZodObject<typeof judging>>;

function settingsOf(values: Judging): PolicySettings {
  const entries = Object.entries(FILE_KEYS).map(([setting, key]) => [setting, values[key]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function isPathBelow(path: string): boolean {
  const parts = tidy(path).split('/');
  return !/[*?\\]/.test(path) && parts.every((part) => part !== '' && part !== '.' && part !== '..');
}

function tidy(path: string): string {
  return path.replace(/^\.\//, '').replace(/\/$/, '');
}

/** The first path that names a folder which another one before it names. */
function firstTwice(paths: readonly string[]): string | undefined {
  const before = new Set<string>();
  return paths.find((path) => before.size === before.add(tidy(path)).size);
}

function problemsOf(issue: z.core.$ZodIssue, table: unknown): DocumentProblem[] {
  const names = issue.path.filter((part) => typeof part === 'string');
  if (issue.code !== 'unrecognized_keys') {
    const shown = shortened(shownValue(valueAt(table, issue.path)));
    const not = shown === undefined || isAboutKey(issue) ? '' : `, not ${shown}`;
    const name = printableLine(names.join('.')) || 'tool.quantine';
    // A key that is not there has no line; the table that lacks it has one.
    const word = shown === undefined ? names.at(-2) : undefined;
    return [{ message: `${name} ${issue.message}${not}`, word: word ?? names.at(-1) ?? 'quantine' }];
  }
  const known = Object.keys(names[0] === 'folder' ? folder.shape : document.shape);
  return issue.keys.map((key) => ({
    message: unknownKey(printableLine([...names, key].join('.')), key, known),
    word: key,
  }));
}

/** JSON knows no `nan` and no `inf`, and would call them null. */
function shownValue(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function isAboutKey({ message }: z.core.$ZodIssue): boolean {
  return message === NO_SUCH_RULE;
}

function unknownKey(shown: string, key: string, known: readonly string[]): string {
  const why = KEYS_ELSEWHERE.get(key);
  return why === undefined ? `${shown} is no key${didYouMean(key, known)}` : `${shown} ${why}`;
}

function valueAt(table: unknown, path: readonly PropertyKey[]): unknown {
  let value = table;
  for (const part of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[part];
  return value;
}

function shortened(text: string | undefined): string | undefined {
  return text !== undefined && text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
