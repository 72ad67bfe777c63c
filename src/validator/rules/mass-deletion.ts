import { type Correlation, correlated, isOf } from '../effects/correlation.js';
import type { Rule } from '../rule.js';

const WALK_AND_DELETE: Correlation = {
  means: isOf('lists-files'),
  end: isOf('deletes-files'),
  message: 'Lists files, and deletes or moves files',
};

export const massDeletion: Rule = {
  meta: {
    id: 'mass-deletion',
    points: 30,
    what: 'Files that are deleted or moved in a source that also lists them.',
    why: 'To delete a file one knows its name; whoever walks through directories deletes what others have put there.',
    example: 'import glob\nimport os\nfor path in glob.glob("/home/*"):\n    os.remove(path)\n',
    accepted: 'import os\nnames = os.listdir("/data")\n',
    saferWay: 'Leave files where they are: /output is new in every run, and gone after it.',
  },

  check(facts) {
    return correlated(facts, WALK_AND_DELETE);
  },
};
