// What we hold ourselves to, and whether it holds of the files that were judged.

const DANGEROUS = ['attack', 'attack-noparse'];
const TO_BE_READ = ['benign-clean', 'hard-negative'];

/** In shares of what is blocked, or not read; nothing is measured of a goal that counts no file. */
const GOALS = [
  { title: 'dangerous files', share: (judged) => blocked(judged, DANGEROUS), least: 0.99 },
  { title: 'dangerous, the rest', share: ofRest, least: 0.97 },
  { title: 'dangerous, mutated', share: ({ mutants }) => shareOf(mutants.blocked, mutants.tried), least: 0.95 },
  { title: 'what cannot be parsed', share: (judged) => blocked(judged, ['attack-noparse']), least: 1 },
  { title: 'honest strategies', share: (judged) => blocked(judged, ['benign-clean']), most: 0.003 },
  { title: 'honest, by a model', share: ofModels, most: 0 },
  { title: 'valid code not read', share: notRead, most: 0 },
  { title: 'what looks dangerous only', share: (judged) => blocked(judged, ['hard-negative']), most: 0.01 },
];

/**
 * Every goal with what was measured and whether it is met; a share is undefined where nothing was measured.
 * @param judged the files with their reports; what blocks one; counts of mutants; the corpora left out, and those of models
 */
export function verdictsOn(judged) {
  return GOALS.map(({ title, share: measure, least, most }) => {
    const share = measure(judged);
    const bound = least === undefined ? `at most ${percent(most)}` : `at least ${percent(least)}`;
    const isMet = share !== undefined && share >= (least ?? 0) && share <= (most ?? 1);
    return { title, share, bound, verdict: share === undefined ? 'not measured' : isMet ? 'met' : 'missed' };
  });
}

export function percent(share) {
  return `${(100 * share).toFixed(1)}%`;
}

/** Without the corpora that are left out, because they say the same thing many times over. */
function ofRest(judged) {
  const { without } = judged;
  return without.length === 0 ? undefined : blocked(judged, ['attack'], ({ corpus }) => !without.includes(corpus));
}

function ofModels(judged) {
  return blocked(judged, ['benign-clean'], ({ corpus }) => judged.byModel.includes(corpus));
}

function notRead({ files }) {
  const counted = files.filter((file) => TO_BE_READ.includes(file.eval));
  return shareOf(counted.filter(({ report }) => report.unreadable !== undefined).length, counted.length);
}

function blocked({ files, isBlocked }, labels, isCounted = () => true) {
  const counted = files.filter((file) => labels.includes(file.eval) && isCounted(file));
  return shareOf(counted.filter(isBlocked).length, counted.length);
}

function shareOf(some, all) {
  return all === 0 ? undefined : some / all;
}
