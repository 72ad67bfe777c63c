import { type Correlation, correlated, isGraveOf, isOf } from '../correlation.js';
import type { Rule } from '../rule.js';

const DECODE_AND_RUN: Correlation = {
  means: isOf('decodes-text'),
  end: isGraveOf('runs-text-as-code', 'starts-processes', 'imports-by-name', 'reads-pickles', 'calls-native-code'),
  message: 'Decodes something nobody can read, and runs code or programs',
};

export const stagedExecution: Rule = {
  meta: {
    id: 'staged-execution',
    points: 30,
    what: 'Text or bytes that are decoded in a source that also runs code, programs or pickles.',
    why: 'Whoever writes code in a form that has to be decoded first does not want it to be read.',
    example: 'import base64\nexec(base64.b64decode("cHJpbnQoMSk="))\n',
    accepted: 'import base64\nweights = base64.b64decode("AAEC")\n',
    saferWay: 'Write the code itself, and keep data as data.',
  },

  check(facts) {
    return correlated(facts, DECODE_AND_RUN);
  },
};
