import { type Correlation, correlated, isGraveOf, isOf } from '../effects/correlation.js';
import type { Rule } from '../rule.js';

const DECODE_AND_RUN: Correlation = {
  means: isOf('decodes-text'),
  end: isGraveOf('runs-text-as-code', 'starts-processes', 'imports-by-name', 'reads-pickles', 'calls-native-code'),
  message: 'Decodes something nobody can read, and runs code or programs',
};

// Honest strategies read settings that somebody can read; those who write their own know what they say.
const DECODE_AND_PARSE: Correlation = {
  means: isOf('decodes-text'),
  end: isOf('reads-objects'),
  message: 'Decodes something nobody can read, and makes objects of text',
};
const WRITE_AND_PARSE: Correlation = {
  means: isOf('writes-objects'),
  end: isOf('reads-objects'),
  message: 'Writes objects as text, and makes objects of text again: nobody sees what comes back',
  isInOrder: true,
};

export const stagedExecution: Rule = {
  meta: {
    id: 'staged-execution',
    points: 30,
    what: 'Text or bytes that are decoded, or written, in a source that also runs code, programs or pickles, or makes objects of text.',
    why: 'Whoever writes code in a form that has to be decoded first does not want it to be read.',
    example: 'import base64\nexec(base64.b64decode("cHJpbnQoMSk="))\n',
    accepted: 'import base64\nweights = base64.b64decode("AAEC")\n',
    saferWay: 'Write the code itself, and keep data as data.',
  },

  check(facts) {
    const hidden = [...correlated(facts, DECODE_AND_PARSE), ...correlated(facts, WRITE_AND_PARSE)];
    return [...correlated(facts, DECODE_AND_RUN), ...hidden.slice(0, 1)];
  },
};
