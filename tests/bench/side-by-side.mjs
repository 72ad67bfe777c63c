// Times two ways of doing the same thing, alternately, so that a noisy machine is noisy to both.

/** Medians in milliseconds of both ways, and their ratio, over `rounds` alternating rounds after one that warms up. */
export async function sideBySide(rounds, ours, theirs) {
  const times = { ours: [], theirs: [] };
  for (let round = 0; round <= rounds; round++) {
    const pair = { ours: await timeOf(ours), theirs: await timeOf(theirs) };
    if (round === 0) continue;
    times.ours.push(pair.ours);
    times.theirs.push(pair.theirs);
  }
  return { ours: median(times.ours), theirs: median(times.theirs), ratio: median(times.ours) / median(times.theirs) };
}

/** One line of a report. */
export function line(name, { ours, theirs, ratio }, oursName, theirsName) {
  return `${name}: ${oursName} ${ours.toFixed(1)} ms, ${theirsName} ${theirs.toFixed(1)} ms, ratio ${ratio.toFixed(2)}`;
}

async function timeOf(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values) {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}
