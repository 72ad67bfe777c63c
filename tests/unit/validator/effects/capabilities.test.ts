import { describe, expect, it } from 'vitest';
import { reportOf } from '../judge.js';

const capabilitiesIn = async (source: string) => (await reportOf(source)).capabilities;

describe('the capabilities of a source', () => {
  it.each([
    ['import pandas as pd\npd.read_csv("/data/x")', 'reads-files', 'pandas.read_csv'],
    ['df.to_csv("/output/x.csv")', 'writes-files', 'to_csv'],
    ['open("/output/x", "w")', 'writes-files', 'builtins.open'],
    ['import os\nos.remove(x)', 'deletes-files', 'os.remove'],
    ['import requests', 'uses-network', 'requests'],
    ['import sqlite3', 'uses-database', 'sqlite3'],
    ['import subprocess\nsubprocess.run(x)', 'starts-processes', 'subprocess.run'],
    ['import signal', 'signals-processes', 'signal'],
    ['eval(x)', 'runs-text-as-code', 'builtins.eval'],
    ['import pickle', 'reads-pickles', 'pickle'],
    ['__import__(x)', 'imports-by-name', 'builtins.__import__'],
    ['x.__class__.__mro__', 'walks-objects', '__class__'],
    ['import os\nos.environ.get("HOME")', 'reads-environment', 'os.environ.get'],
    ['import sys\nsys.settrace(f)', 'steers-interpreter', 'sys.settrace'],
    ['import ctypes', 'calls-native-code', 'ctypes'],
    ['import base64\nbase64.b64decode(x)', 'decodes-text', 'base64.b64decode'],
    ['import pyperclip', 'watches-user', 'pyperclip'],
    ['import os\nos.listdir("/data")', 'reads-files', 'os.listdir'],
  ])('%j', async (source, name, by) => {
    const capability = (await capabilitiesIn(source)).find((found) => found.name === name);

    expect(capability?.by).toContain(by);
  });

  it('call the environment no file', async () => {
    const capabilities = await capabilitiesIn('import os\nprint(os.environ)\n');

    expect(capabilities.map(({ name }) => name)).toEqual(['reads-environment']);
  });

  it('name what gives them once each, in the order of the source, and the line of the first', async () => {
    const source =
      'import pandas as pd\nimport json\npd.read_json("/data/a")\npd.read_csv("/data/b")\npd.read_json(c)\n';

    expect(await capabilitiesIn(source)).toEqual([
      { name: 'reads-files', by: ['pandas.read_json', 'pandas.read_csv'], line: 3 },
    ]);
  });

  it.each([
    'import numpy as np\nx = np.mean([1])\nprint(x)\n',
    'import threading\nlock = threading.Lock()\n',
    'import os\nos.path.join("a", "b")\n',
    'print(self.__class__.__name__)\n',
    'self.replace("a", "b")\ntext.replace("a", "b")\ndf.rename(columns={})\n',
  ])('are none where it only computes: %j', async (source) => {
    expect(await capabilitiesIn(source)).toEqual([]);
  });
});
