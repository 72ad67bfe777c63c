import { type Correlation, correlated, isGraveOf, isOf } from '../effects/correlation.js';
import type { Effect } from '../effects/effects.js';
import type { Rule } from '../rule.js';

const isHiding = isOf('encodes-text');
const isSending = isGraveOf('writes-files', 'uses-network', 'starts-processes');

const READ_AND_SEND: Correlation = {
  means: isOf('reads-secrets'),
  end: (effect: Effect) => isHiding(effect) || isSending(effect),
  message: 'Reads what is secret, and encodes, writes or sends something',
};

export const secretCollection: Rule = {
  meta: {
    id: 'secret-collection',
    points: 30,
    what: 'Passwords, keys or the whole environment, read in a source that also encodes, writes or sends. A variable is one by its name.',
    why: 'A strategy needs no password, and what is encoded, written down or sent is meant to leave.',
    example: 'import base64\nimport os\nprint(base64.b64encode(str(os.environ).encode()))\n',
    accepted: 'import base64\nimport os\nlevel = os.environ.get("LOG_LEVEL")\nprint(base64.b64encode(b"x"))\n',
    saferWay: 'Take settings from `params`, or read a plain one, such as `LOG_LEVEL`, by its name.',
  },

  check(facts) {
    return correlated(facts, READ_AND_SEND);
  },
};
