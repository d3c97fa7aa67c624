import type { Neighbourhood } from '../../engine/research/monte-carlo/neighbourhood.ts';
import type { Overfitting } from '../../engine/research/overfitting.ts';
import type { Worth } from '../../engine/research/worth.ts';
import { grouped, NONE, percent, ratio } from '../../reports/format.ts';

/** As wide as the labels of a run's summary. */
const LABEL = 16;

/** What stands beside a single result: how often was tried, and what that leaves of it. */
export const worthLine = (worth: Worth): string => `${'Tried'.padEnd(LABEL)}${tried(worth)}: ${deflated(worth)}`;

/** What stands beside every "best" on a terminal: how often was tried, what that leaves of it, and what it takes to know; a line each. */
export function worthLines(worth: Worth): string[] {
  const rows: (readonly [label: string, text: string])[] = [
    ['Sharpe', `${ratio(worth.sharpe)}, ${percent(worth.probabilisticSharpe)} probable to be above 0 had it been the only try (PSR)`],
    ['Tried', `${tried(worth)}: ${deflated(worth)}`],
    ['Track record', record(worth)],
  ];
  if (worth.averageCorrelation > 0) rows.push(['Correlation', correlated(worth)]);
  if (worth.overfitting !== null) rows.push(...overfitted(worth.overfitting));
  return rows.map(([label, text]) => `${label.padEnd(LABEL)}${text}`);
}

function tried({ trials, different }: Worth): string {
  if (trials < 2) return 'once';
  return different < 2 ? `${grouped(trials, 0)} times the same` : `${grouped(trials, 0)} times, ${grouped(different, 0)} different`;
}

function deflated({ different, deflatedSharpe, probabilisticSharpe, sharpe, expectedMaximum }: Worth): string {
  if (Number.isNaN(sharpe)) return `${NONE}, its returns do not differ`;
  if (different < 2) return `its Sharpe ratio is ${percent(probabilisticSharpe)} probable to be above 0`;
  return `luck alone shows a Sharpe ratio of ${ratio(expectedMaximum)}, this one is ${percent(deflatedSharpe)} probable to be above it (DSR)`;
}

function record({ years, minTrackRecord, minTrackRecordDeflated, different }: Worth): string {
  const needed = `${inYears(years)}; with 95 % confidence above 0 after ${inYears(minTrackRecord)}`;
  return different < 2 ? needed : `${needed}, above luck after ${inYears(minTrackRecordDeflated)}`;
}

const inYears = (value: number): string => (Number.isNaN(value) ? 'no number of years' : `${grouped(value, value < 100 ? 1 : 0)} years`);

const correlated = ({ averageCorrelation, effectiveTrials, deflatedSharpeEffective }: Worth): string =>
  `${ratio(averageCorrelation)} on average, like ${grouped(effectiveTrials, effectiveTrials < 10 ? 1 : 0)} independent trials: ${percent(deflatedSharpeEffective)} probable to be above their luck`;

function overfitted(found: Overfitting): (readonly [string, string])[] {
  const { probability, lossProbability, splits, medianInSample, medianOutOfSample } = found;
  return [
    [
      'Overfitting',
      `${percent(probability)} (PBO): in so many of ${grouped(splits, 0)} splits of time the best of one half was below the median in the other`,
    ],
    [
      'Out of sample',
      `its Sharpe ratio was ${ratio(medianInSample)} where it was picked, ${ratio(medianOutOfSample)} in the other half (medians); it lost money there in ${percent(lossProbability)}`,
    ],
  ];
}

/** Whether the best stands alone, a line in the same layout. */
export function neighbourhoodLine(found: Neighbourhood): string {
  const { kind, neighbours, share, shape, best, median, worst } = found;
  const who = kind === 'step' ? `${grouped(neighbours, 0)} trials one step away` : `${grouped(neighbours, 0)} nearest trials`;
  return `${'Neighbourhood'.padEnd(LABEL)}a ${shape}: ${percent(share)} of its ${who} keep three quarters of its lead over the lower quarter of trials; it has ${ratio(best)}, they have ${ratio(median)} in the middle and ${ratio(worst)} at worst`;
}
