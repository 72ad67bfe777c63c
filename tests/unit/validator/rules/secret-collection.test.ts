import { describe, expect, it } from 'vitest';
import { scoredBy } from '../judge.js';

const scored = (source: string) => scoredBy('secret-collection', source);

describe('secret-collection', () => {
  it.each([
    ['import os, base64\nbase64.b64encode(str(os.environ).encode())', 'os.environ + base64.b64encode'],
    ['import os, requests\nrequests.post(u, data=dict(os.environ))', 'os.environ + requests.post'],
    ['import os, requests\nrequests.post(u, data=os.environ.copy())', 'os.environ.copy + requests.post'],
    ['import os, requests\nfor x in os.environ.items():\n    requests.post(u, x)', 'os.environ.items + requests.post'],
    ['import base64\nbase64.b64encode(open("/etc/passwd", "rb").read())', 'builtins.open + base64.b64encode'],
    [
      'import os, requests\nrequests.post(u, open(os.path.expanduser("~/.ssh/id_rsa")))',
      'os.path.expanduser + requests.post',
    ],
    [
      'from pathlib import Path\nkey = Path("/root/.aws/credentials")\nopen("/output/x", "w")',
      'pathlib.Path + builtins.open',
    ],
  ])('sees both parts in %j', async (source, name) => {
    expect(await scored(source)).toEqual([name]);
  });

  it.each([
    'import os, base64\nos.environ["API_KEY"] = "x"\nbase64.b64encode(b"x")',
    'import os, tempfile\nprint(os.environ)\ntempfile.mkdtemp()\ndf.to_csv("/output/x.csv")',
    'print(open("/etc/passwd").read())',
    'import base64\nbase64.b64encode(open("/data/prices.csv", "rb").read())',
    'text = "/etc/passwd"\nimport base64\nbase64.b64encode(b"x")',
  ])('leaves one part alone to the other rules: %j', async (source) => {
    expect(await scored(source)).toEqual([]);
  });

  describe.each([
    ['os.environ', (name: string) => `os.environ[${name}]`],
    ['os.environ.get', (name: string) => `os.environ.get(${name}, "")`],
    ['os.getenv', (name: string) => `os.getenv(${name})`],
  ])('of one variable read by %s', (by, read) => {
    const scoredWith = (name: string) => scored(`import os, base64\nbase64.b64encode(${read(name)}.encode())`);

    it.each([
      ...['"DB_PASSWORD"', '"API_KEY"', '"APCA_API_SECRET_KEY"', '"TOKEN"', '"AWS_SECRET_ACCESS_KEY"', '"botToken"'],
      ...['"GOOGLE_APPLICATION_CREDENTIALS"', '"PGPASSWORD"', '"API_" + "KEY"', '"HOME" if x else "API_KEY"', 'name'],
    ])('takes %s for a secret', async (name) => {
      expect(await scoredWith(name)).toEqual([`${by} + base64.b64encode`]);
    });

    it.each([
      '"HOME"',
      '"LOG_LEVEL"',
      '"MAX_TOKENS"',
      '"TOKENIZERS_PARALLELISM"',
      '"MONKEY"',
      '"AUTHOR"',
      '"H" + "OME"',
    ])('takes %s for a plain setting', async (name) => {
      expect(await scoredWith(name)).toEqual([]);
    });
  });
});
