import { IMAGE_NAMES, type ImageName } from '../../config/image-names.js';
import { type Change, GONE, GONE_KEYWORDS, OFFSETS } from './gone.js';
import { KEYWORDS_SINCE, POSITIONS } from './gone-arguments.js';
import { ImageApi, includes } from './image-api.js';
import { Advice } from './missing.js';

/** What Python says of an error that a strategy did not catch. */
interface PythonError {
  readonly type: string;
  readonly message: string;
}

/** Longer words name nothing that is known. */
const LONGEST_MESSAGE = 300;
const TABLES = ['DataFrame', 'Series'];
const OWNERS: ReadonlyMap<string, string> = new Map([
  ...[...TABLES, 'DatetimeIndex', 'DataFrameGroupBy', 'SeriesGroupBy'].map((name) => [name, `pandas.${name}`] as const),
  ['numpy.ndarray', 'numpy.ndarray'],
]);

/**
 * What a note would have said of the name that a run failed on, for a name that was made where nobody could read it.
 * Undefined where the error is about something else, or the image has that name.
 */
export function adviceOnFailure({ type, message }: PythonError, image: ImageName): string | undefined {
  if (message.length > LONGEST_MESSAGE) return undefined;
  const api = ImageApi.of(image);
  if (type === 'AttributeError') return onAttribute(message, api);
  if (type === 'TypeError') return onKeyword(message, api) ?? onPosition(message, api);
  if (type === 'ValueError') return onOffset(message, api);
  return type === 'KeyError' ? onNumber(message, api) : undefined;
}

function onAttribute(message: string, api: ImageApi): string | undefined {
  const [, kind = '', owner = '', name = ''] =
    /^(module )?'([\w.]+)'(?: object)? has no attribute '(\w+)'/.exec(message) ?? [];
  const holder = kind === '' ? OWNERS.get(owner) : owner;
  const known = GONE.get(`${holder}.${name}`);
  if (holder === undefined || known === undefined) return undefined;
  const has = (other: ImageApi) => (kind === '' ? other.hasMember(holder, name) : other.hasName(holder, name));
  return has(api) ? undefined : `${owner} has no ${name} in ${versionOf(api, holder)}${told(api, known, has)}`;
}

function onKeyword(message: string, api: ImageApi): string | undefined {
  const [, name = '', keyword = ''] =
    /^(?:\w+\.)?(\w+)\(\) got an unexpected keyword argument '(\w+)'/.exec(message) ?? [];
  const known = GONE_KEYWORDS.get(`${name}(${keyword})`);
  if (known === undefined) return undefined;
  const takes = (other: ImageApi) =>
    includes(other.keywordsOf('pandas', name), keyword) ||
    TABLES.some((table) => includes(other.methodKeywords(`pandas.${table}`, name), keyword));
  return `${name} takes no ${keyword} in ${versionOf(api, 'pandas')}${told(api, known, takes)}`;
}

function onPosition(message: string, api: ImageApi): string | undefined {
  const [, owner = '', name = ''] = /^(?:(\w+)\.)?(\w+)\(\) takes .*positional arguments? but/.exec(message) ?? [];
  const known = POSITIONS.get(owner === '' ? `pandas.${name}` : `pandas.${owner}.${name}`);
  if (known === undefined) return undefined;
  const version = versionOf(api, 'pandas');
  return `${name} takes fewer arguments by position in ${version} (since ${KEYWORDS_SINCE}): write ${known.write}`;
}

function onOffset(message: string, api: ImageApi): string | undefined {
  const alias = /^Invalid frequency: \d*([A-Za-z]+)/.exec(message)?.[1] ?? '';
  const known = OFFSETS.get(alias);
  if (known === undefined || !api.refusesOffset(alias)) return undefined;
  const takes = (other: ImageApi) => !other.refusesOffset(alias);
  return `${versionOf(api, 'pandas')} has no offset ${alias}${told(api, known, takes)}`;
}

function onNumber(message: string, api: ImageApi): string | undefined {
  if (!/^-?\d{1,9}$/.test(message) || Number.parseInt(api.versionOf('pandas').version, 10) < 3) return undefined;
  const version = versionOf(api, 'pandas');
  return `if a position of a column is meant: a number is a label in ${version} (since 3.0), write .iloc[${message}]`;
}

function versionOf(api: ImageApi, name: string): string {
  const { package: root, version } = api.versionOf(name);
  return `${root} ${version}`;
}

function told(api: ImageApi, known: Change, isThere: (other: ImageApi) => boolean): string {
  return new Advice(api.image).about(known, isThere);
}

/** The image that a reference names, where it is one of ours: `quantine/python313:0123456789ab`. */
export function imageIn(reference: string): ImageName | undefined {
  const name = /(?:^|\/)(\w+):[^/]*$/.exec(reference)?.[1];
  return IMAGE_NAMES.find((known) => known === name);
}
