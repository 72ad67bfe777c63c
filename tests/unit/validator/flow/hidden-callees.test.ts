import { describe, expect, it } from 'vitest';
import { reportOf } from '../judge.js';

const TIMED = `from pathlib import Path
from functools import wraps
OUTPUT = Path("/output")
def timed(fn):
    @wraps(fn)
    def inner(*args, **kwargs):
        return fn(*args, **kwargs)
    return inner
`;
const BUS = `class Bus:
    def __init__(self):
        self._heap = []
    def publish(self, event):
        self._heap.append(event)
`;
const SAVE = `@timed
def save(frame, name):
    return frame.to_csv(OUTPUT / name)
`;
const GREEDY = 'def g(p):\n    return (p / "/etc/hostname").open().read()\n';

describe('a path that a table is written to', () => {
  it.each([
    [
      'functions with one decorator',
      `${TIMED}${BUS}${SAVE}@timed
def loop(data, bus):
    for row in data.itertuples():
        bus.publish(row.open)
def run(data, params):
    loop(data, Bus())
    save(data, "x.csv")
`,
    ],
    [
      'functions that another function calls',
      `${TIMED}${BUS}def call(fn, *args):
    return fn(*args)
def save(frame, name):
    frame.to_csv(OUTPUT / f"{name}.csv")
def loop(data, bus):
    for row in data.itertuples():
        bus.publish(row.open)
def run(data, params):
    call(loop, data, Bus())
    call(save, data, "x")
`,
    ],
    [
      'a table of what handlers kept',
      `import pandas as pd
${TIMED}class Broker:
    def __init__(self):
        self._queue, self.fills, self.handlers = [], [], {}
    def subscribe(self, kind, handler):
        self.handlers[kind] = handler
    def on_order(self, event):
        self.fills.append(dict(event.payload, when=event.when))
@timed
def loop(data, broker):
    for row in data.itertuples():
        broker.handlers["order"](row.open)
def run(data, params):
    broker = Broker()
    broker.subscribe("order", broker.on_order)
    loop(data, broker)
    fills = pd.DataFrame(list(broker.fills))
    fills.to_csv(OUTPUT / "fills.csv")
`,
    ],
  ])('is given to none of %s', async (_, source) => {
    expect((await reportOf(source)).riskScore).toBe(1);
  });

  // Each of these reads a file of the container where `params["k"]` is `to_csv`.
  it.each([
    'def run(data, params):\n    return save(SimpleNamespace(**{params["k"]: g}), "x")\n',
    'def run(data, params):\n    return save(SimpleNamespace(**dict(zip([params["k"]], [g]))), "x")\n',
    'def put(f, k):\n    return namedtuple("N", [k])(f)\ndef run(data, params):\n    return save(put(g, params["k"]), "x")\n',
    'def put(f, k):\n    d = {}\n    d[k] = f\n    return type("D", (), d)\ndef run(data, params):\n    return save(put(g, params["k"]), "x")\n',
    'def put(f, k):\n    yield SimpleNamespace(**{k: f})\ndef run(data, params):\n    for s in put(g, params["k"]):\n        return save(s, "x")\n',
    'def put(k, f=g):\n    return SimpleNamespace(**{k: f})\ndef run(data, params):\n    return save(put(params["k"]), "x")\n',
    'def call(fn, *args): return fn(*args)\ndef run(data, params):\n    return save(call(namedtuple("N", [params["k"]]), g), "x")\n',
    'class E(Exception): pass\ndef put(f, k):\n    try:\n        raise E(f)\n    except E as e:\n        return SimpleNamespace(**{k: e.args[0]})\ndef run(data, params):\n    return save(put(g, params["k"]), "x")\n',
    'def run(data, params):\n    rows = pd.DataFrame([[g]], columns=[params["k"]])\n    for row in rows.itertuples():\n        return save(row, "x")\n',
    'class G:\n    def get(self, p): return g(p)\ndef run(data, params):\n    return save(SimpleNamespace(**{params["k"]: G().get}), "x")\n',
    'K = []\ndef put(f):\n    return SimpleNamespace(**{K[0]: f})\ndef run(data, params):\n    K.append(params["k"])\n    @put\n    def h(p):\n        return (p / "/etc/hostname").open().read()\n    return save(h, "x")\n',
  ])('reaches a function that lies under a name that nobody reads: %j', async (source) => {
    const makers = 'import pandas as pd\nfrom types import SimpleNamespace\nfrom collections import namedtuple\n';

    expect((await reportOf(`${TIMED}${makers}${GREEDY}${SAVE}${source}`)).isValid).toBe(false);
  });

  it.each([
    'from functools import lru_cache\nlru_cache(g)(Path("/output/x"))\n',
    'wraps(g).keywords["wrapped"](Path("/output/x"))\n',
    '@wraps(print)\ndef h(p):\n    return g(p)\nh(Path("/output/x"))\n',
  ])('reaches a function through a decorator that gives it back: %j', async (source) => {
    expect((await reportOf(`${TIMED}${GREEDY}${source}`)).isValid).toBe(false);
  });

  it.each([
    'fills.to_csv = g\n',
    'pd.DataFrame.to_csv = g\n',
    'class F(pd.DataFrame):\n    def to_csv(self, p): return g(p)\nfills = F()\n',
  ])('reaches a function that takes the place of the method: %j', async (source) => {
    const written = `import pandas as pd\n${TIMED}${GREEDY}fills = pd.DataFrame({"a": [1]})\n${source}fills.to_csv(OUTPUT / "x")\n`;

    expect((await reportOf(written)).isValid).toBe(false);
  });
});

describe('what a path does not have', () => {
  it('is read of something else', async () => {
    const source = `${TIMED}${BUS}bus = Path("/output") if OUTPUT else Bus()\nbus._heap.append(1)\n`;

    expect((await reportOf(source)).riskScore).toBe(1);
  });

  it.each([
    'Path("/output")._flavour.join\n',
    'Path("/output")._os.system("id")\n',
    'Path("/output").__class__.__subclasses__()\n',
  ])('is not what it has, or what has only one meaning: %j', async (source) => {
    expect((await reportOf(`${TIMED}${source}`)).isValid).toBe(false);
  });
});
