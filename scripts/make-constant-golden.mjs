// Makes what the tests of constant folding compare with: expressions, and what CPython says of each.
//   node scripts/make-constant-golden.mjs [python3]
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { argumentsOf } from './wrong-call.mjs';

const { positionals } = argumentsOf('node scripts/make-constant-golden.mjs [PYTHON]', { allowPositionals: true });

const FILE = new URL('../tests/unit/validator/constants/golden/expressions.json', import.meta.url);
const SEED = 20261121;
const COUNT = 5_000;
const LONGEST = 400;

/** Reads one expression per line as JSON, and writes its `repr`, or null where it raises or says too much. */
const PROGRAM = `
import json, resource, signal, sys, warnings
resource.setrlimit(resource.RLIMIT_AS, (2 ** 30, 2 ** 30))
def stop(*_):
    raise TimeoutError
signal.signal(signal.SIGALRM, stop)
warnings.simplefilter('ignore')
sys.set_int_max_str_digits(100000)
for line in sys.stdin:
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        says = repr(eval(json.loads(line)))
    except (Exception, MemoryError):
        says = None
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(json.dumps(says if says is None or len(says) <= ${LONGEST} else None))
`;

const letter = fc.constantFrom('o', 's', 'e', 'x', '_', 'Z', '0', 'é', "'", '"', '\\', '\n', ' ');
const plainText = fc.string({ unit: letter, maxLength: 6 });
const word = fc.constantFrom(
  'os',
  'system',
  '__class__',
  'eval',
  'a-b',
  'Sys Tem',
  '6f73',
  'b3M=',
  'flfgrz',
  '{}',
  '%s',
);
const integer = fc.oneof(fc.integer({ min: -20, max: 130 }), fc.constantFrom(0, 1, -1, 111, 115, 0x6f73));

function quoted(text) {
  return JSON.stringify(text);
}

/** Expressions of every type and operation that folding knows; many of them raise. */
const expressions = fc.letrec((tie) => {
  const text = tie('text');
  const number = tie('number');
  const bytes = tie('bytes');
  const list = tie('list');
  const value = tie('value');
  const from = (strings, ...parts) => fc.tuple(...parts).map((chosen) => String.raw({ raw: strings.raw }, ...chosen));
  const bound = fc.oneof(fc.constant(''), number);
  return {
    value: fc.oneof({ depthSize: 'small', maxDepth: 4 }, text, number, bytes, list),
    number: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      integer.map(String),
      fc.constantFrom('0x6f', '0b110', '1_0', 'True', 'None', '2.5'),
      from`(${number} ${fc.constantFrom('+', '-', '*', '^', '&', '|', '//', '%', '<<', '>>', '/')} ${number})`,
      from`(${fc.constantFrom('-', '~', '+')}${number})`,
      from`ord(${text})`,
      from`len(${value})`,
      from`int(${text}${fc.constantFrom('', ', 16', ', 36', ', 0')})`,
      from`int(${number})`,
      from`${text}.${fc.constantFrom('find', 'count', 'index')}(${text})`,
      from`int.from_bytes(${bytes}, ${fc.constantFrom("'big'", "'little'")})`,
      from`${bytes}[${number}]`,
      from`sum(${list})`,
      from`abs(${number})`,
      from`(${number} ** ${fc.constantFrom('0', '2', '7')})`,
    ),
    text: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      word.map(quoted),
      plainText.map(quoted),
      from`(${text} + ${text})`,
      from`(${text} ${text.map((other) => `+ ${other}`)})`,
      from`${text}[${number}]`,
      from`${text}[${bound}:${bound}:${bound}]`,
      from`${text}[::${fc.constantFrom('-1', '2', '-2')}]`,
      from`chr(${number})`,
      from`str(${value})`,
      from`${fc.constantFrom('repr', 'ascii', 'hex', 'oct', 'bin', 'format')}(${value})`,
      from`format(${number}, ${fc.constantFrom("'c'", "'x'", "'#X'", "'08b'", "'>6'", "'*^7d'", "'+d'", "'<#10o'")})`,
      from`format(${text}, ${fc.constantFrom("'>6'", "'*^7'", "'.2'", "'s'", "'08'")})`,
      from`${text}.${fc.constantFrom('lower', 'upper', 'title', 'swapcase', 'capitalize', 'strip', 'lstrip', 'rstrip', 'casefold')}()`,
      from`${text}.${fc.constantFrom('strip', 'lstrip', 'rstrip', 'removeprefix', 'removesuffix', 'join')}(${text})`,
      from`${text}.replace(${text}, ${text})`,
      from`${text}.replace(${text}, ${text}, ${number})`,
      from`${text}.${fc.constantFrom('ljust', 'rjust', 'center')}(${number}, 'z')`,
      from`${text}.zfill(${number})`,
      from`${text}.join(${list})`,
      from`${text}.translate(str.maketrans('os', 'xy'))`,
      from`${text}.translate({111: 'q', 115: None})`,
      from`'{}{}'.format(${value}, ${value})`,
      from`'{1!r:>8}{0:c}{k}'.format(${number}, ${value}, k=${value})`,
      from`${text}.format(${value})`,
      from`('%s|%c|%d' % (${value}, ${number}, ${number}))`,
      from`('%5s%%%-4r%x' % (${text}, ${value}, ${number}))`,
      from`(${text} % ${value})`,
      from`f'{${number}:c}<{${number}:#x}>'`,
      from`''.join(map(chr, ${list}))`,
      from`''.join(chr(ord(c) ^ ${number}) for c in ${text})`,
      from`''.join([c for c in ${text} if c != 'o'])`,
      from`''.join(reversed(${text}))`,
      from`''.join(sorted(${text}))`,
      from`${bytes}.decode()`,
      from`${bytes}.decode('latin-1')`,
      from`${bytes}.decode('ascii', 'ignore')`,
      from`${bytes}.hex()`,
      from`str(${bytes}, 'utf8')`,
      from`__import__('codecs').decode(${text}, 'rot13')`,
      from`(${text} if ${value} else ${text})`,
      from`(${text} ${fc.constantFrom('and', 'or')} ${text})`,
      from`(lambda a, b='x': a + b)(${text})`,
      from`${list}[${number}]`,
      from`${text}.${fc.constantFrom('split', 'rsplit')}('s')[0]`,
      from`${text}.partition('s')[2]`,
    ),
    bytes: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      fc.constantFrom("b'os'", "b'6f73'", "b'b3M='", "b'\\x6f\\x73'", "b'\\xff'", "rb'\\x'", "b''"),
      from`${text}.encode()`,
      from`${text}.encode('ascii', 'ignore')`,
      from`${text}.encode('utf-16')`,
      from`bytes(${list})`,
      from`bytes.fromhex(${text})`,
      from`bytes(bytearray(${list})[0:9])`,
      from`(${bytes} + ${bytes})`,
      from`${bytes}[::-1]`,
      from`${bytes}.replace(b'o', b'e')`,
      from`(${number}).to_bytes(${fc.constantFrom('2', '4')}, ${fc.constantFrom("'big'", "'little'")})`,
      from`b''.join([${bytes}, ${bytes}])`,
    ),
    list: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      fc.array(fc.integer({ min: 90, max: 122 }), { maxLength: 4 }).map((codes) => `[${codes.join(', ')}]`),
      fc.array(word.map(quoted), { maxLength: 3 }).map((words) => `[${words.join(', ')}]`),
      from`[${value}, ${value}]`,
      from`(${value}, ${value})`,
      from`(${list} + ${list})`,
      from`${list}[${bound}:${bound}]`,
      from`list(${value})`,
      from`tuple(${value})`,
      from`list(range(${number}))`,
      from`list(map(ord, ${text}))`,
      from`list(zip(${list}, ${list}))`,
      from`[x for x in ${list}]`,
      from`[*${list}, ${value}]`,
      from`sorted(${text})`,
      from`list(reversed(${list}))`,
      from`${text}.split()`,
      from`list(enumerate(${list}))`,
      from`list(filter(None, ${list}))`,
    ),
  };
}).value;

const sources = [...new Set(fc.sample(expressions, { seed: SEED, numRuns: COUNT }))].filter(
  ({ length }) => length <= LONGEST,
);
const output = execFileSync(positionals[0] ?? 'python3', ['-c', PROGRAM], {
  input: sources.map((source) => `${JSON.stringify(source)}\n`).join(''),
  maxBuffer: 2 ** 28,
});
const said = output
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const rows = sources
  .map((source, index) => [source, said[index]])
  .filter(([, says]) => says !== null && !says.includes('<'));
writeFileSync(FILE, `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`);
process.stdout.write(`${rows.length} of ${sources.length} expressions do not raise\n`);
