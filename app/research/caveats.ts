import type { CpcvResult, WalkForwardResult } from '../../engine/research/walk-forward-result.ts';

/** What a reader of a walk-forward has to know of its numbers. */
export function caveatsOf({ windows, plan, efficiency, stability }: Omit<WalkForwardResult, 'caveats'>): string[] {
  const found = [
    'each out-of-sample run begins in cash with the in-sample as its warm-up, and what it holds at its end is valued at the last close; the cost of closing it there is not in the curve',
  ];
  const cash = windows.filter(({ point }) => point === null);
  if (cash.length > 0)
    found.push(`${cash.length} of ${windows.length} windows stayed in cash: no trial of theirs has a number for "${plan.objective.text}"`);
  const failed = windows.find(({ failure }) => failure !== null);
  if (failed !== undefined) found.push(`in window ${failed.number + 1} trials failed, the first of them: ${failed.failure}`);
  const idle = windows.filter(
    ({ point, metrics }) => point !== null && metrics.outOfSample['trades'] === 0 && !(metrics.outOfSample['exposure']! > 0),
  );
  if (idle.length > 0)
    found.push(
      `in ${idle.length} of ${windows.length} windows nothing was traded out of sample: a strategy that enters on an event, such as a cross, waits for the next one`,
    );
  const cut = windows.find(({ isWhole }) => !isWhole);
  if (cut !== undefined)
    found.push(`the data end within the last out-of-sample, which has ${cut.outOfSample.bars} bars: its annual numbers are rough`);
  if (windows.length < 6) found.push(`${windows.length} windows say little: a single one can decide the efficiency`);
  if (Number.isNaN(efficiency.ratio)) found.push('the points that were chosen lost money in-sample, so there is no efficiency to speak of');
  for (const { name, atEdge } of stability)
    if (atEdge >= 0.5)
      found.push(`in ${Math.round(atEdge * 100)} % of the windows the best "${name}" was at an end of its range, which may be too narrow`);
  return found;
}

/** What a reader of a cross-validation has to know of its numbers. */
export function cpcvCaveats({ trials, unranked, paths, plan }: Omit<CpcvResult, 'caveats'>): string[] {
  const found = [
    'every trial ran once over all of the data: what is validated is the choice among them; a strategy that fits itself to what it has seen needs a walk-forward',
    `the ${paths.length} paths share their trials and their data: they are not ${paths.length} independent histories`,
  ];
  if (unranked > 0) found.push(`${unranked} of ${trials} trials failed and were not chosen from`);
  if (plan.purge === '0' && plan.embargo === '0')
    found.push('nothing is purged: a position that is held across a boundary is in the training and in the test');
  return found;
}
