import { logitsChart } from '../charts/logits-chart.ts';
import { pairsChart } from '../charts/pairs-chart.ts';
import { escapeHtml } from '../escape.ts';
import { grouped, NONE, percent, ratio } from '../format.ts';
import type { OverfittingView, WorthView } from '../research/worth.ts';
import { drawn } from './figure.ts';
import { section } from './section.ts';
import type { Tile } from './tiles.ts';

const inYears = (value: number): string => (Number.isFinite(value) ? `${grouped(value, value < 100 ? 1 : 0)} years` : NONE);

/** How often was tried, and what that leaves: what stands before every number of a search. */
export function worthTiles(worth: WorthView | null): Tile[] {
  if (worth === null) return [];
  const { trials, different, probabilisticSharpe, deflatedSharpe, expectedMaximum, minTrackRecordDeflated, years, overfitting } = worth;
  return [
    ['Tried', grouped(different, 0), trials > different ? `${grouped(trials, 0)} runs with repeats` : 'different runs'],
    ['PSR', percent(probabilisticSharpe), 'Sharpe above 0, had it been the only try'],
    ['DSR', percent(deflatedSharpe), `Sharpe above the ${ratio(expectedMaximum)} of luck`],
    [
      'PBO',
      overfitting === null ? NONE : percent(overfitting.probability),
      overfitting === null ? 'no trials of the same periods' : 'best by chance only',
    ],
    ['Record needed', inYears(minTrackRecordDeflated), `there are ${inYears(years)}`],
  ];
}

/** What a reader has to know before the best is believed; nothing where it stands. */
export function worthWarnings(worth: WorthView | null): string[] {
  if (worth === null) return ['How often was tried is not known, so nothing says what luck alone would have shown.'];
  const { different, deflatedSharpe, expectedMaximum, sharpe, overfitting } = worth;
  const warnings: string[] = [];
  if (different > 1 && !(deflatedSharpe >= 0.95))
    warnings.push(
      `${grouped(different, 0)} different runs were tried: luck alone shows a Sharpe ratio of ${ratio(expectedMaximum)}, and the ${ratio(sharpe)} found is ${percent(deflatedSharpe)} probable to be above it. 95 % is the usual least.`,
    );
  if (overfitting !== null && overfitting.probability > 0.2)
    warnings.push(
      `In ${percent(overfitting.probability)} of ${grouped(overfitting.splits, 0)} splits of time the best of one half was below the median in the other (PBO): the search picks by chance.`,
    );
  return warnings;
}

/** All of it: the numbers with their meaning, how often the best of one half failed in the other, and by how much it lost. */
export function worthSection(worth: WorthView | null): string {
  if (worth === null) return '';
  const rows: (readonly [string, string, string])[] = [
    ['Sharpe ratio', ratio(worth.sharpe), `annualised, of a record of ${inYears(worth.years)}`],
    ['Probabilistic Sharpe (PSR)', percent(worth.probabilisticSharpe), 'that the true one is above 0, had nothing else been tried'],
    ['Luck alone', ratio(worth.expectedMaximum), `the Sharpe ratio that the best of ${grouped(worth.different, 0)} shows by luck`],
    ['Deflated Sharpe (DSR)', percent(worth.deflatedSharpe), 'that the true one is above luck'],
    ['Minimum track record', inYears(worth.minTrackRecord), 'to be above 0 with 95 % confidence'],
    ['The same, above luck', inYears(worth.minTrackRecordDeflated), `there are ${inYears(worth.years)}`],
  ];
  if (worth.averageCorrelation > 0)
    rows.push([
      'Independent trials',
      grouped(worth.effectiveTrials, 1),
      `at a mean correlation of ${ratio(worth.averageCorrelation)}; DSR after so few ${percent(worth.deflatedSharpeEffective)}`,
    ]);
  const { overfitting } = worth;
  if (overfitting !== null) {
    const { probability, splits, medianInSample, medianOutOfSample, lossProbability } = overfitting;
    rows.push(
      [
        'Overfitting (PBO)',
        percent(probability),
        `of ${grouped(splits, 0)} splits: the best of one half was below the median in the other`,
      ],
      [
        'Sharpe where it was picked',
        ratio(medianInSample),
        `and ${ratio(medianOutOfSample)} in the other half (medians); it lost there in ${percent(lossProbability)}`,
      ],
    );
  }
  const list = `<table class="worth"><tbody>${rows.map(([name, text, words]) => `<tr><th scope="row">${escapeHtml(name)}</th><td class="num">${escapeHtml(text)}</td><td class="quiet words">${escapeHtml(words)}</td></tr>`).join('')}</tbody></table>`;
  return section(
    'worth',
    'What the tries are worth',
    `<div class="scroll whole" tabindex="0" role="region" aria-label="What the tries are worth">${list}</div>${overfitting === null ? '' : charts(overfitting)}`,
  );
}

function charts(overfitting: OverfittingView): string {
  const logits = {
    name: 'logits',
    title: 'Logits',
    says: `Where the best of one half ranked in the other: ${percent(overfitting.probability)} of ${overfitting.splits} splits at or below the median`,
    note: '',
  };
  const pairs = {
    name: 'pairs',
    title: 'In and out of sample',
    says: `Sharpe ratio of the best out of sample over in sample; the line has a slope of ${ratio(overfitting.degradation.slope)}`,
    note: '',
  };
  const one = drawn({ ...logits, draw: (look, width) => logitsChart(overfitting, logits.says, look, width) });
  const other = drawn({ ...pairs, draw: (look, width) => pairsChart(overfitting, pairs.says, look, width) });
  return `<div class="two"><div><h3>Rank of the best of one half in the other</h3>${one}</div><div><h3>What it kept of its Sharpe ratio</h3>${other}</div></div>`;
}
