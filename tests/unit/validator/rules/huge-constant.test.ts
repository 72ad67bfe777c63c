import { describe, expect, it } from 'vitest';
import { reportOf, scoredBy } from '../judge.js';

const scored = (source: string) => scoredBy('huge-constant', source);

describe('huge-constant', () => {
  it.each([
    'x = 9**9**9\n',
    'x = 9**9**3\n',
    'x = 2**100_000_000\n',
    'x = (1 << 10**9)\n',
    'x = 1 << (1 << 40)\n',
    'x = pow(9, 9**9)\n',
    'n = 10**10\nx = [0] * n\n',
    "x = 'a' * 10**10\n",
    'x = 10**11 * b"a"\n',
    'x = list(range(10**10))\n',
    'import numpy as np\nx = np.zeros((100_000, 100_000))\n',
    'x = -(9**9**9)\n',
    'x = 0xffffffff ** 0xffffffff\n',
    'x = sum(range(10**13))\n',
    'for i in range(10**13):\n    x = i\n',
    'x = {i for i in range(0, 10**13)}\n',
    'x = "a" * int(1e11)\n',
    'x = "a".ljust(10**11)\n',
    'import math\nx = math.factorial(10**9)\n',
    'import numpy as np\nx = np.random.rand(10**6, 10**6)\n',
    'import numpy as np\nx = np.linspace(0, 1, 10**12)\n',
  ])('refuses %j', async (source) => {
    expect(await scored(source)).toEqual(['huge']);
    expect(await reportOf(source)).toMatchObject({ isValid: false, scores: { robustness: 30, security: 0 } });
  });

  it.each([
    'x = 10**18\n',
    'x = 2**1023\n',
    'x = 2**2**9\n',
    'x = (9**9)**9\n',
    'x = 1 << 63\n',
    'x = [0] * 1_000_000\n',
    "line = '-' * 80\n",
    'x = 1e9**9\n',
    'x = close ** 9 ** 9\n',
    'x = pow(3, 10**9, 7)\n',
    'for i in range(10**12):\n    break\n',
    'import numpy as np\nx = np.zeros((1000, 1000))\n',
    'x = 1**9**9\n',
    'x = 9 ** -9\n',
    'for i in range(10**9):\n    x = i\n',
    'x = any(i for i in range(10**13))\n',
    'x = [i for i in range(10**13) if i < 3]\n',
    'x = range(10**13)\n',
    'x = int(1e9)\n',
    'x = "a".ljust(80)\n',
    'import math\nx = math.factorial(20)\n',
    'import numpy as np\nx = np.random.rand(1000, 10)\ny = np.linspace(0, 10**12, 50)\n',
  ])('lets %j pass', async (source) => {
    expect(await scored(source)).toEqual([]);
  });

  it('works out once what is used twice, however long the chain is', async () => {
    const links = Array.from({ length: 50 }, (_, link) => `x${link + 1} = x${link} * x${link}\n`);
    expect(await scored(`x0 = 2\n${links.join('')}`)).toEqual(['huge']);
  });

  it('says so once, however often it is written', async () => {
    expect(await scored('x = 9**9**9\ny = 8**9**9\n')).toEqual(['huge']);
  });
});
