import { describe, expect, it } from 'vitest';
import { scoredBy } from '../judge.js';

const scored = (source: string) => scoredBy('secret-collection', source);

describe('secret-collection', () => {
  it.each([
    ['import os, base64\nbase64.b64encode(str(os.environ).encode())', 'os.environ + base64.b64encode'],
    ['import os, requests\nrequests.post(u, data=dict(os.environ))', 'os.environ + requests.post'],
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
    'import os, base64\nos.environ.get("API_KEY")\nbase64.b64encode(b"x")',
    'import os, tempfile\nprint(os.environ)\ntempfile.mkdtemp()\ndf.to_csv("/output/x.csv")',
    'print(open("/etc/passwd").read())',
    'import base64\nbase64.b64encode(open("/data/prices.csv", "rb").read())',
    'text = "/etc/passwd"\nimport base64\nbase64.b64encode(b"x")',
  ])('leaves one part alone to the other rules: %j', async (source) => {
    expect(await scored(source)).toEqual([]);
  });
});
