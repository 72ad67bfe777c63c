import { describe, expect, it } from 'vitest';
import { findingsOf } from '../judge.js';

const METHOD = 'class A:\n    def f(self):\n        ';

describe('a private name in a class', () => {
  it.each([
    ['a module', `import os as _A__o\n${METHOD}return __o.listdir("/etc")\n`],
    ['a function of one', `from os import listdir as _A__l\n${METHOD}return __l("/etc")\n`],
    ['what the class imports under it', 'class A:\n    import os as __o\n    x = _A__o.listdir("/etc")\n'],
    ['a module, behind another class', `import os as _B__o\n${METHOD}class B:\n            x = __o.listdir("/etc")\n`],
    ['a module, in a class of underscores', 'import os as __o\nclass __:\n    x = __o.listdir("/etc")\n'],
    ['a module, in a class that begins with one', 'import os as _A__o\nclass _A:\n    x = __o.listdir("/etc")\n'],
    ['a module, in letters that are others', 'import os as _A__o\nclass Ａ:\n    x = __ｏ.listdir("/etc")\n'],
    ['what a method declares global', `import os\n${METHOD}global __o; __o = os\nA().f()\nx = _A__o.listdir("/etc")\n`],
  ])('may be %s', async (_, source) => {
    expect(await findingsOf(source)).toContain('file-io os.listdir 30');
  });

  it.each([
    [
      'that others change',
      'class A:\n    __p = "/data/x.csv"\n    def f(self):\n        return pd.read_csv(self.__p)\nA._A__p = "/etc/passwd"\n',
    ],
    [
      'that others give',
      'class A:\n    def f(self, *, __p="/data/x.csv"):\n        return pd.read_csv(__p)\nA().f(_A__p="/etc/passwd")\n',
    ],
  ])('may be a path %s', async (_, source) => {
    expect((await findingsOf(`import pandas as pd\n${source}`)).join()).toContain('file-io pandas.read_csv 30');
  });

  it.each([
    [
      'a path of its own',
      'class A:\n    __p = "/data/x.csv"\n    def f(self):\n        return pd.read_csv(self.__p)\nresult = A().f()\n',
    ],
    ['what another object of the class has', `${METHOD.replace('self', 'self, other')}return self.__v == other.__v\n`],
    ['one outside of classes', '__p = "/data/x.csv"\nresult = pd.read_csv(__p)\n'],
    ['one of another class', 'import math as _A__m\nclass B:\n    def f(self, __m):\n        return __m.sqrt(2)\n'],
  ])('may be %s, and harms nobody', async (_, source) => {
    expect(await findingsOf(`import pandas as pd\n${source}`)).toEqual([]);
  });

  it('is as it is written where it is a keyword, or the name of a module', async () => {
    const source = `${METHOD}h(__k=1)\n        import __m\n        match self:\n            case X(__j=y): pass\n`;

    expect(await findingsOf(source)).toEqual(['unknown-module __m 1']);
  });
});
