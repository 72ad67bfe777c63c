import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FILE_FUNCTIONS } from '../../../../src/validator/policy/sinks.js';
import { HARMLESS_THOUGH_LEADING } from '../../../../src/validator/policy/standard-library.js';
import { scoreOf } from '../judge.js';

/** What `npm run catalogue` found in the images: `module:name kind way`. */
const rows = readFileSync(new URL('./standard-library.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const [place = '', kind = ''] = line.split(' ');
    const [module = '', name = ''] = place.split(':');
    return { module, name, kind };
  });

/** The function called, or the method of an object, with paths that the sandbox did not give. */
function useOf(module: string, name: string): string {
  const dot = name.lastIndexOf('.');
  const made = dot < 0 ? '' : `${name.slice(0, dot)}('/output/made').`;
  return `import ${module}\n${module}.${made}${name.slice(dot + 1)}('/etc/read', '/etc/written')\n`;
}

function isHarmless(name: string): boolean {
  return HARMLESS_THOUGH_LEADING.some(([, names]) => names.test(name));
}

const modules = [...new Set(rows.map(({ module }) => module))];

describe('what of the standard library leads to files, processes, the network or code', () => {
  it('is in the catalogue', () => {
    const found = rows.map(({ module, name, kind }) => `${module}.${name} ${kind}`);
    expect(found).toEqual(
      expect.arrayContaining([
        'optparse.Values.read_module imports-by-name',
        'cProfile.main runs-text-as-code',
        'trace.CoverageResults reads-pickles',
        'zipfile.ZipFile.write reads-files',
        'platform.uname starts-processes',
        'uu.encode reads-files',
      ]),
    );
    expect(found.length).toBeGreaterThan(1000);
  });

  it.each(modules)('is refused in %s, or harmless for a reason', async (module) => {
    const passed: string[] = [];
    for (const { name } of rows.filter((row) => row.module === module)) {
      const whole = `${module}.${name}`;
      if (isHarmless(whole) || isInSandboxWithoutPath(whole)) continue;
      if (((await scoreOf(useOf(module, name))) ?? 100) < 30) passed.push(name);
    }
    expect(passed).toEqual([]);
  });

  it.each(HARMLESS_THOUGH_LEADING)('says of nothing in vain that it %s: %s', (_, harmless) => {
    // A class is accused with its methods, though it leads nowhere itself.
    const named = rows.flatMap(({ module, name }) => [`${module}.${name}`, `${module}.${name.replace(/\.\w+$/, '')}`]);
    expect(named.some((name) => harmless.test(name))).toBe(true);
  });
});

/** Whether a path is another of its arguments, and where none is given it stays within the sandbox. */
function isInSandboxWithoutPath(name: string): boolean {
  return (FILE_FUNCTIONS.get(name)?.path?.index ?? 0) > 1;
}

describe('a name of the standard library', () => {
  it.each([
    "import optparse\nv = optparse.Values()\nv.read_module('os', 'loose')\n",
    'import optparse\nclass Mine(optparse.Values): pass\nv = Mine()\nv.read_file(path)\n',
    "import optparse\noptions, rest = optparse.OptionParser().parse_args([])\noptions.read_module('os', 'loose')\n",
    'import optparse\noptparse.OptionParser().get_default_values().read_file(path)\n',
    'import json.tool\njson.tool.main()\n',
    'import gzip\ngzip.main()\n',
    "import zipfile\nwith zipfile.ZipFile('/output/x.zip', 'w') as z:\n    z.write('/etc/passwd')\n",
    "import zipfile\nz = zipfile.ZipFile('/output/x.zip', 'w')\nzipfile.ZipFile.write(z, '/etc/passwd')\n",
    "import tarfile\nt = tarfile.open('/output/x.tar', 'w')\nt.add('/etc/passwd')\n",
    "import xml.etree.ElementTree as tree\ntree.ElementTree(tree.fromstring('<a/>')).write('/etc/x')\n",
    "import xml.etree.ElementTree as tree\ntree.ElementTree(file='/etc/x')\n",
    "import logging\nh = logging.FileHandler('/output/a.log', delay=True)\nh.baseFilename = '/etc/x'\n",
    "import logging\nclass H(logging.FileHandler):\n    def go(self):\n        self.baseFilename = '/etc/x'\n",
    "import uuid\nuuid._get_command_stdout('id')\n",
    "import asyncio\nclass Loop(asyncio.SelectorEventLoop): pass\nLoop().subprocess_shell(x, 'id')\n",
  ])('that leads there is refused: %j', async (source) => {
    expect(await scoreOf(source)).toBeGreaterThanOrEqual(30);
  });

  it.each([
    'import optparse\nparser = optparse.OptionParser()\noptions, rest = parser.parse_args([])\nprint(options.fast)\n',
    "import json\njson.loads('{}')\n",
    "import zipfile\nwith zipfile.ZipFile('/output/x.zip', 'w') as z:\n    z.write('/data/sp500')\n    z.writestr('a', 'b')\n",
    "import tarfile\nwith tarfile.open('/data/x.tar') as t:\n    t.extractfile(t.getmembers()[0]).read()\n",
    "import xml.etree.ElementTree as tree\ntree.ElementTree(tree.fromstring('<a/>')).write('/output/x.xml')\n",
    "import logging\nh = logging.FileHandler('/output/a.log')\nh.baseFilename = '/output/b.log'\nprint(h.baseFilename)\n",
    'class Own:\n    def __init__(self, name):\n        self.baseFilename = name\n',
    "import configparser\nc = configparser.ConfigParser()\nc.read('/data/a.ini')\nc.read_string('')\nc.get('a', 'b')\n",
    'import uuid\nprint(uuid.uuid4())\n',
    'import asyncio\nasync def go():\n    await asyncio.gather(asyncio.sleep(0))\nasyncio.run(go())\n',
    'import traceback\ntry:\n    pass\nexcept ValueError:\n    traceback.print_exc()\n',
    'from concurrent.futures import ProcessPoolExecutor\nwith ProcessPoolExecutor() as pool:\n    pool.map(abs, [1])\n',
    "import logging.handlers\nh = logging.handlers.RotatingFileHandler('/output/a.log')\nh.setLevel(20)\nh.doRollover()\n",
  ])('that does not, or stays within the sandbox, passes: %j', async (source) => {
    expect(await scoreOf(source)).toBeLessThan(30);
  });
});
