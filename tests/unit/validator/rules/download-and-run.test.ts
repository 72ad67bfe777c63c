import { describe, expect, it } from 'vitest';
import { scoredBy } from '../judge.js';

const scored = (source: string) => scoredBy('download-and-run', source);

describe('download-and-run', () => {
  it.each([
    ['import requests\nexec(requests.get(u).text)', 'requests.get + builtins.exec'],
    ['import urllib.request as r, os\nr.urlretrieve(u, "x")\nos.system("x")', 'urllib.request.urlretrieve + os.system'],
    ['import socket, subprocess\nsocket.socket()\nsubprocess.run(x)', 'socket.socket + subprocess'],
    ['import requests, pickle\npickle.loads(requests.get(u).content)', 'requests.get + pickle'],
  ])('sees both parts in %j', async (source, name) => {
    expect(await scored(source)).toEqual([name]);
  });

  it.each([
    'import requests\nrequests.get(u)',
    'exec(x)',
    'from urllib.parse import quote\neval(x)',
    'from http import HTTPStatus\neval(x)',
  ])('leaves one part alone to the other rules: %j', async (source) => {
    expect(await scored(source)).toEqual([]);
  });
});
