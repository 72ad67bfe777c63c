import { describe, expect, it } from 'vitest';
import { foldedText } from '../folded.js';

describe('folding reads what is hidden', () => {
  it.each([
    ["'o' + 's'"],
    ["'so'[::-1]"],
    ["'xoysz'[1:4:2]"],
    ["'%s%c' % ('o', 115)"],
    ["'{1}{0}'.format('s', 'o')"],
    ["'{:c}{x}'.format(111, x='s')"],
    ["f'{111:c}{chr(115)!s}'"],
    ["format(111, 'c') + 's'"],
    ["''.join(chr(x ^ 3) for x in [108, 112])"],
    ["''.join(map(chr, (0x6f, 0b1110011)))"],
    ["''.join(reversed('so'))"],
    ["''.join(list('os'))"],
    ['bytes([111, 115]).decode()'],
    ["bytes.fromhex('6f 73').decode('ascii')"],
    ["b'\\x6f\\163'.decode('utf8')"],
    ["str(b'os', 'utf8')"],
    ["'bf'.translate(str.maketrans('bf', 'os'))"],
    ["'\\N{LATIN SMALL LETTER O}\\u0073'"],
    ["'OS'.lower()"],
    ["'o.s'.replace('.', '')"],
    ["'a,os'.split(',')[1]"],
    ["{'k': 'os'}['k']"],
    ["('x', 'os')[-1]"],
    ["list({'k': 'x', 'k': 'os'}.values())[0]"],
    ["list(({'k': 'x', 'l': 1} | {'k': 'os'}).values())[0]"],
    ["{1: 'x', 1.0: 'os'}[True]"],
    ["{('k', 1): 'x', ('k', True): 'os'}[('k', 1)]"],
    ["(lambda a, b: a + b)('o', 's')"],
    ["'os' if 1 < 2 else x"],
    ["(28531).to_bytes(2, 'big').decode()"],
    ["import base64\nbase64.b64decode('b3M=').decode()"],
    ["import base64\nbase64.b32decode('N5ZQ====').decode()"],
    ["import base64\nbase64.b85decode(b'Z*u').decode()"],
    ["import base64 as b\nb.a85decode('DfY').decode()"],
    ["from codecs import decode\ndecode('bf', 'rot13')"],
    ["import codecs\ncodecs.decode('6f73', 'hex').decode()"],
    ["import binascii\nbinascii.unhexlify('6f73').decode()"],
    ["import zlib, base64\nzlib.decompress(base64.b64decode('eJzLLwYAAVMA4w==')).decode()"],
    ["from functools import reduce\nreduce(lambda a, b: a + b, ['o', 's'])"],
    ["s = 'o'\ns += 's'\ns"],
    ["a, b = 'os'\na + b"],
    ["def d(t):\n    '''Decodes.'''\n    key = 1\n    return ''.join(chr(ord(c) ^ key) for c in t)\nd('nr')"],
    ["f = ''.join\nf(['o', 's'])"],
  ])('%j', async (source) => {
    expect(await foldedText(source)).toBe("'os'");
  });
});

describe('folding says nothing', () => {
  it.each([
    ['of a name that may hold more than one thing', "s = 'o'\ns = f()\ns"],
    ['of what is added to in another block', "s = 'o'\nif x:\n    s += 's'\ns"],
    ['of what is not written in the source', "'o' + name"],
    ['of a text that would be too long', "'o' * 10 ** 9"],
    ['of a number that would be too large', '9 ** 9 ** 9'],
    ['of what is not packed', "import zlib\nzlib.decompress(b'not packed')"],
    ['of what calls itself', 'def f(n):\n    return f(n - 1) + f(n - 2)\nf(30)'],
    ['of a loop that is too long', "''.join(str(a * b) for a in range(4000) for b in range(4000))"],
    ['of what Python raises', "'{'.format(1)"],
  ])('%s', async (_, source) => {
    expect(await foldedText(source)).toBeUndefined();
  });
});
