// What threads and the cache are worth over a thousand files to whole programs, each of which starts Node and lets its
// compiler learn the code anew, once for each thread. What they are worth once they have learnt it says validator.mjs.
//
//     npm run build && node tests/bench/folder.mjs [FOLDER] [--rounds N]
//
// FOLDER holds Python files at any depth (examples/strategies where none is named), which are taken again and again until
// they are a thousand. The ratios count: times are those of a machine that has other things to do.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { argumentsOf } from '../../scripts/wrong-call.mjs';
import { ended } from './programs.mjs';
import { layOut, pythonFiles, thousandOf } from './python-files.mjs';
import { scratchFolder } from './scratch.mjs';
import { medians } from './side-by-side.mjs';

const EXAMPLES = fileURLToPath(new URL('../../examples/strategies', import.meta.url));
const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

const { values: flags, positionals } = argumentsOf('node tests/bench/folder.mjs [FOLDER] [--rounds N]', {
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' } },
});
const scratch = scratchFolder();
// Every source is another one: else the cache would be half warm in its first round.
const sources = thousandOf(pythonFiles(positionals[0] ?? EXAMPLES)).map(({ bytes }, index) => ({
  bytes: Buffer.concat([bytes, Buffer.from(`\n# ${index}\n`)]),
}));

const folder = layOut(sources, join(scratch, 'thousand'));
console.log(`${sources.length} files; Node ${process.version}\n`);
await wholePrograms(folder);

async function wholePrograms(folder) {
  const check = (cache, ...more) => {
    const env = { ...process.env, XDG_CACHE_HOME: join(scratch, cache) };
    return ended(process.execPath, [CLI, 'check', folder, '--isolated', '--format', 'github', ...more], { env });
  };
  const times = await medians(Number(flags.rounds), {
    'one thread': () => check('none', '--no-cache', '--threads', '1'),
    'two threads': () => check('none', '--no-cache', '--threads', '2'),
    'all cores': () => check('none', '--no-cache'),
    'all cores, empty cache': () => {
      rmSync(join(scratch, 'cold'), { recursive: true, force: true });
      return check('cold');
    },
    'all cores, from the cache': () => check('warm'),
    'one thread, from the cache': () => check('warm', '--threads', '1'),
  });
  table(times);
}

function table(times) {
  const row = (milliseconds) => ({
    ms: Math.round(milliseconds),
    'times one thread': Number((times['one thread'] / milliseconds).toFixed(2)),
  });
  console.table(Object.fromEntries(Object.entries(times).map(([name, time]) => [name, row(time)])));
}
