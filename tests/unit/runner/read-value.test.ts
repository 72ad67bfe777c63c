import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readValue } from '../../../src/runner/read-value.js';

const read = (text: string) => readValue(text, Buffer.byteLength(text));

describe('readValue', () => {
  it('reads any JSON whose length is the one announced', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 20 }), (text) => {
        expect(read(text)).toEqual({ kind: 'value', value: JSON.parse(text) });
      }),
    );
  });

  it('counts the length in bytes, as the guest does', () => {
    expect(readValue('"é"', 4)).toEqual({ kind: 'value', value: 'é' });
    expect(readValue('"é"', 3)).toMatchObject({ kind: 'malformed' });
  });

  it('is null where no value was announced and none came', () => {
    expect(readValue('', null)).toEqual({ kind: 'value', value: null });
  });

  it.each([
    ['a value nobody announced', '1', null, 'an unannounced value came'],
    ['a value cut short', '[1,', 4, 'the value has another length than announced'],
    ['a value that never came', '', 4, 'the value has another length than announced'],
    ['text that is not JSON', 'nan', 3, 'the value is not JSON'],
    ['an empty value', '', 0, 'the value is not JSON'],
    ['a string without its end', '"[[', 3, 'the value is not JSON'],
  ])('%s is malformed', (_what, text, announced, why) => {
    expect(readValue(text, announced)).toEqual({ kind: 'malformed', why });
  });

  it('refuses what is nested so deeply that whoever walks it would fall', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

    expect(read(nested(128))).toMatchObject({ kind: 'value' });
    expect(read(nested(129))).toEqual({ kind: 'malformed', why: 'the value is nested too deeply' });
    expect(read('{"a":'.repeat(129) + 1 + '}'.repeat(129))).toEqual({
      kind: 'malformed',
      why: 'the value is nested too deeply',
    });
    expect(read('['.repeat(1_000_000))).toMatchObject({ kind: 'malformed' });
  });

  it('does not take brackets within strings for nesting', () => {
    const text = JSON.stringify([`${'['.repeat(200)}\\"${'{'.repeat(200)}`]);

    expect(read(text)).toEqual({ kind: 'value', value: JSON.parse(text) });
  });

  it('reads one string as long as the ceiling of a value', () => {
    const text = JSON.stringify('x'.repeat(64 * 1024 * 1024 - 2));

    expect(read(text)).toMatchObject({ kind: 'value' });
  });
});
