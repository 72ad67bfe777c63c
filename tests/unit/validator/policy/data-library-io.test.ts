import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BLACKLISTED_MODULES } from '../../../../src/validator/policy/blacklist.js';
import { callSinkOf } from '../../../../src/validator/policy/call-sinks.js';
import { FILE_FUNCTIONS, FILE_METHODS } from '../../../../src/validator/policy/sinks.js';
import { canonicalName, publicName, rootOf } from '../../../../src/validator/qualified-name.js';

/** Names that sound as if they read or wrote, and why they do neither. */
const HARMLESS: readonly (readonly [why: string, names: RegExp])[] = [
  ['makes an object of values that are there', /\.(rec)?from_?(array|arrays|arrow|buffer|dict|dlpack|dummies|flex)$/],
  ['makes an object of values that are there', /\.(rec)?from_?(frame|function|iter|product|pyfunc|records|string)$/],
  ['makes an object of values that are there', /\.from(_tuples|isocalendar|isoformat|ordinal|timestamp)$/],
  ['makes values of an object', /\.to_(dict|flat_index|frame|julian_date|list|numpy|period|pydatetime|records)$/],
  ['makes values of an object', /\.to_(series|timestamp|timedelta|datetime|datetime64|numeric|xarray|device)$/],
  ['makes values of an object', /\.to(bytes|list|string|ordinal)$/],
  ['is a class or function of arithmetic', /^numpy\.\w*\.?(generic|reciprocal|recarray|record)$/],
  ['is a class of record arrays', /\.(rec|mrecords)\.(recarray|record)$/],
  ['is today', /\.today$/],
  ['reads and writes text, no file', /\.(dumps|loads)$/],
  [
    'takes a stream that somebody else opened',
    /^numpy\.lib\.format\.(isfileobj|read_magic|write_array|\w+_header_\d_0)$/,
  ],
  ['takes a stream that somebody else opened; a pickle is asked for by keyword', /^numpy\.lib\.format\.read_array$/],
  ['is a part of a file that is open', /netcdf_variable$|ExcelFile\(\)\.OpenpyxlReader$|HDFStore\(\)\.open$/],
  ['is a help for tests', /^numpy\.testing\.(TestCase|clear_and_catch_warnings)$/],
  [
    'reads the time zones that dateutil brings',
    /^dateutil\.zoneinfo\.(\w+ZoneInfoFile|ZoneInfoFile|tzfile|get_?zone\w+)$/,
  ],
];

const names = readFileSync(new URL('./data-library-io.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

function isKnown(name: string): boolean {
  const [, method] = name.split('().');
  if (method !== undefined) return FILE_METHODS.has(method);
  const known = publicName(canonicalName(name));
  return FILE_FUNCTIONS.has(known) || callSinkOf(known) !== undefined || BLACKLISTED_MODULES.has(rootOf(known));
}

describe('what the data libraries of the images read and write', () => {
  it('is listed', () => {
    expect(names).toContain('pandas.read_csv');
    expect(names.length).toBeGreaterThan(200);
  });

  it.each(names)('%s is a sink, or harmless for a reason', (name) => {
    expect(isKnown(name) || HARMLESS.some(([, harmless]) => harmless.test(name))).toBe(true);
  });

  it.each(HARMLESS)('says of nothing in vain that it %s: %s', (_, harmless) => {
    expect(names.some((name) => harmless.test(name) && !isKnown(name))).toBe(true);
  });
});
