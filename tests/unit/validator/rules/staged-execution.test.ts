import { describe, expect, it } from 'vitest';
import { reportOf, scoredBy } from '../judge.js';

const scored = (source: string) => scoredBy('staged-execution', source);

describe('staged-execution', () => {
  it.each([
    ['import base64\nexec(base64.b64decode(x))', 'base64.b64decode + builtins.exec'],
    ['from base64 import b64decode as d\nimport os\nos.system(d(x))', 'base64.b64decode + os.system'],
    ['import zlib\n__import__(zlib.decompress(x).decode())', 'zlib.decompress + builtins.__import__'],
    ['import pickle, codecs\npickle.loads(codecs.decode(x, "base64"))', 'codecs.decode + pickle'],
    ['eval(bytes.fromhex(x))', 'builtins.bytes.fromhex + builtins.eval'],
    ['import base64, yaml\nyaml.safe_load(base64.b64decode(x))', 'base64.b64decode + yaml.safe_load'],
    ['import ast, zlib\nast.literal_eval(zlib.decompress(x).decode())', 'zlib.decompress + ast.literal_eval'],
    ['import yaml\ntext = yaml.dump(x)\nyaml.safe_load(text)', 'yaml.dump + yaml.safe_load'],
  ])('sees both parts in %j', async (source, name) => {
    expect(await scored(source)).toEqual([name]);
  });

  it('says where each part is and what it does', async () => {
    const { violations } = await reportOf('import base64\ntext = base64.b64decode(x)\nexec(text)\n');

    expect(violations.find(({ rule }) => rule === 'staged-execution')).toMatchObject({
      line: 3,
      parts: [
        { qualifiedName: 'base64.b64decode', does: 'decodes text or bytes', line: 2 },
        { qualifiedName: 'builtins.exec', does: 'runs text as code', line: 3 },
      ],
    });
  });

  it.each([
    'import base64\nbase64.b64decode(x)',
    'exec(x)',
    'import base64\nmodel.eval(base64.b64decode(x))',
    'import base64, threading\nlock = threading.Lock()\nbase64.b64decode(x)',
    'import base64, json\njson.loads(base64.b64decode(x))',
    'import json\njson.loads(json.dumps(x))',
    'import yaml\nsettings = yaml.safe_load("a: 1")\nprint(yaml.dump(settings))',
    'import ast\nast.literal_eval("[1, 2]")',
    'import base64\nfrom concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor().map(base64.b64decode, xs)',
  ])('leaves one part alone to the other rules: %j', async (source) => {
    expect(await scored(source)).toEqual([]);
  });
});
