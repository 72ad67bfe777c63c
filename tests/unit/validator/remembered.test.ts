import { describe, expect, it } from 'vitest';
import { askedName, cachedPredicate, remembered, rememberedOfTwo } from '../../../src/validator/remembered.js';

const MORE_THAN_ARE_KEPT = 10_001;

describe('what is remembered of a name', () => {
  it('is worked out once, whatever it is', () => {
    const asked: string[] = [];
    const known = remembered((name) => {
      asked.push(name);
      return name === 'nothing' ? undefined : name !== 'no';
    });
    const names = ['yes', 'no', 'nothing', 'yes', 'no', 'nothing'];

    expect(names.map(known)).toEqual([true, false, undefined, true, false, undefined]);
    expect(asked).toEqual(['yes', 'no', 'nothing']);
  });

  it.each(['__proto__', 'constructor', '', 'ｅｖａｌ', '\ud800'])('is told from what all objects have: %j', (name) => {
    const known = remembered((asked) => `${asked}!`);

    expect([known(name), known(name), known('other')]).toEqual([`${name}!`, `${name}!`, 'other!']);
  });

  it('tells names apart that no encoding does', () => {
    const known = remembered((name) => `${name.charCodeAt(0)}`);

    expect(['\ud800', '\ufffd', '\udfff'].map(known)).toEqual(['55296', '65533', '57343']);
  });

  it('is not kept of a long name', () => {
    let count = 0;
    const known = remembered(() => `${count++}`);
    const long = 'a'.repeat(101);

    expect([known(long), known(long)]).toEqual(['0', '1']);
  });

  it('is dropped once there are too many', () => {
    let count = 0;
    const known = remembered(() => {
      count += 1;
      return true;
    });
    known('first');
    for (let index = 0; index < MORE_THAN_ARE_KEPT; index++) known(`name${index}`);
    const before = count;
    known('first');

    expect(count).toBe(before + 1);
  });

  it('is dropped of two names, too, once there are too many', () => {
    let count = 0;
    const known = rememberedOfTwo(() => ({ count: count++ }));
    const { count: first } = known('owner', 'first');
    for (let index = 0; index < MORE_THAN_ARE_KEPT; index++) known('owner', `name${index}`);

    expect(known('owner', 'first').count).toBeGreaterThan(first + MORE_THAN_ARE_KEPT);
  });

  it('is kept of two names together', () => {
    const asked: string[] = [];
    const known = rememberedOfTwo((owner, member) => {
      asked.push(`${owner} ${member}`);
      return { name: `${owner}.${member}` };
    });

    expect(known('a', 'b.c').name).toBe('a.b.c');
    expect(known('a.b', 'c').name).toBe('a.b.c');
    expect(known('a', 'b.c')).toBe(known('a', 'b.c'));
    expect(asked).toEqual(['a b.c', 'a.b c']);
  });
});

describe('a predicate of a name', () => {
  it('is asked once for all who say it, and apart from other predicates', () => {
    const asked: string[] = [];
    const isLong = cachedPredicate((name) => {
      asked.push(name);
      return name.length > 3;
    });
    const hasDot = cachedPredicate((name) => name.includes('.'));
    const said = ['long', 'os', 'a.b.c', 'long', 'os', 'a.b.c'].map((name) => ({ name, asked: askedName(name) }));

    expect(said.map(isLong)).toEqual([true, false, true, true, false, true]);
    expect(said.map(hasDot)).toEqual([false, false, true, false, false, true]);
    expect(said.map(isLong)).toEqual([true, false, true, true, false, true]);
    expect(asked).toEqual(['long', 'os', 'a.b.c']);
  });
});
