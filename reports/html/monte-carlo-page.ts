import { fanChart } from '../charts/fan-chart.ts';
import type { Picture } from '../charts/pictures.ts';
import { grouped, percent, ratio } from '../format.ts';
import type { DistributionView, MonteCarloView, VariantView } from '../research/monte-carlo.ts';
import { drawn } from './figure.ts';
import { asSentence, endDayOf, researchHeader } from './research-parts.ts';
import { section } from './section.ts';
import { shell } from './shell.ts';
import { noticeCard } from './summary.ts';
import { type Column, table } from './table.ts';
import { tiles } from './tiles.ts';
import { worthSection, worthTiles, worthWarnings } from './worth-card.ts';

const WIDE = 1140;

/** A number of the run beside those of the simulations. */
interface Told {
  readonly name: string;
  readonly of: DistributionView;
  show(value: number): string;
}

/** How much luck there is in a run, as one HTML file that needs no network: first how often was tried, then where the simulations lie. */
export function monteCarloPage(view: MonteCarloView, version: string): string {
  const { worth, bootstrap, shuffle, randomEntry, variants, notes, families, runId, simulations, seed } = view;
  const name = families.join(' + ');
  const facts = [
    `${endDayOf(view.from)} to ${endDayOf(view.to)}`,
    `${grouped(simulations, 0)} simulations of each kind`,
    `seed ${seed}`,
    `run ${runId}`,
  ];
  const body = [
    researchHeader(name, 'Monte Carlo', facts),
    tiles('What was tried', worthTiles(worth)),
    noticeCard([...worthWarnings(worth), ...notes.map(asSentence)]),
    tiles('Luck and fragility', numbers(view)),
    ...(bootstrap === null ? [] : [bootstrapSection(view, bootstrap)]),
    ...(shuffle === null ? [] : [shuffleSection(view, shuffle)]),
    ...(randomEntry === null ? [] : [randomSection(view, randomEntry)]),
    section('terms', 'On worse terms', `${table('On worse terms', VARIANTS, variants)}${withoutBestNote(view)}`),
    worthSection(worth),
  ];
  const places = [
    ['content', 'Summary'],
    ...(bootstrap === null ? [] : [['fan', 'Fan'] as const]),
    ...(shuffle === null ? [] : [['shuffle', 'Trades'] as const]),
    ...(randomEntry === null ? [] : [['random', 'Entries'] as const]),
    ['terms', 'Terms'],
    ['worth', 'Worth'],
  ] as const;
  return shell({ title: `${name}: Monte Carlo`, places, body: body.join('\n'), data: {}, version, program: '' });
}

function numbers({ bootstrap, randomEntry, variants }: MonteCarloView): Parameters<typeof tiles>[1] {
  const worst = variants.reduce<VariantView | undefined>(
    (least, one) => (least === undefined || one.cagr < least.cagr ? one : least),
    undefined,
  );
  const rows: Parameters<typeof tiles>[1][number][] = [];
  if (bootstrap !== null) {
    const { cagr, maxDrawdown, lossProbability } = bootstrap;
    const between = ({ quantiles }: DistributionView): string =>
      `${percent(quantiles[0]!)} to ${percent(quantiles.at(-1)!)} in nine of ten`;
    rows.push(['CAGR', percent(cagr.value), between(cagr), cagr.value]);
    rows.push(['Max drawdown', percent(maxDrawdown.value), between(maxDrawdown)]);
    rows.push(['Loss', percent(lossProbability), 'probable, with its returns drawn anew']);
  }
  if (randomEntry !== null) rows.push(['Luck of entry', `p = ${randomEntry.pValue.toFixed(3)}`, 'random entries do as well']);
  if (worst !== undefined) rows.push(['Worst terms', percent(worst.cagr), `CAGR: ${worst.words}`, worst.cagr]);
  return rows;
}

const fan = (name: string, says: string, draw: Picture['draw']): string => drawn({ name, title: name, note: says, draw }, WIDE);

function bootstrapSection({ levels, currency, simulations }: MonteCarloView, found: NonNullable<MonteCarloView['bootstrap']>): string {
  const { totalReturn, cagr, sharpe, maxDrawdown, drawdowns, observations, blockLength, every } = found;
  const says = `Equity in ${currency} of ${simulations} simulations: the run comes to ${percent(totalReturn.value)}, half of them to ${percent(totalReturn.quantiles[2] ?? Number.NaN)} or more`;
  const rows: Told[] = [
    { name: 'Total return', of: totalReturn, show: percent },
    { name: 'CAGR', of: cagr, show: percent },
    { name: 'Sharpe', of: sharpe, show: ratio },
    { name: 'Max drawdown', of: maxDrawdown, show: percent },
  ];
  const falls = drawdowns
    .filter(({ probability }) => probability > 0)
    .map(({ depth, probability }) => `${grouped(depth * 100, 0)} %: ${percent(probability)}`);
  const deep = falls.length === 0 ? '' : ` How probable a drawdown of at least so much is: ${falls.join(', ')}.`;
  return section(
    'fan',
    'Its returns drawn anew',
    `${fan('fan', says, (look, width) => fanChart(found.fan, levels, true, says, look, width))}${distributions('Returns drawn anew', rows, levels)}<p class="note">Stationary bootstrap of ${grouped(observations, 0)} returns${every === 'day' ? ' per day' : ''} in blocks of ${grouped(blockLength, 1)} on average.${deep}</p>`,
  );
}

function shuffleSection({ levels, currency }: MonteCarloView, found: NonNullable<MonteCarloView['shuffle']>): string {
  const says = `Equity in ${currency} after each of ${found.trades} trades, in random orders`;
  const rows: Told[] = [
    { name: 'Max drawdown at exits', of: found.maxDrawdown, show: percent },
    { name: 'Losses in a row', of: found.losingStreak, show: (value) => grouped(value, 0) },
  ];
  return section(
    'shuffle',
    'Its trades in any order',
    `${fan('shuffle', says, (look, width) => fanChart(found.fan, levels, false, says, look, width))}${distributions('Trades in any order', rows, levels)}<p class="note">By trades done; every order ends with the same money, on another way.</p>`,
  );
}

function randomSection({ levels }: MonteCarloView, found: NonNullable<MonteCarloView['randomEntry']>): string {
  const rows: Told[] = [
    { name: 'Total return of trades', of: found.totalReturn, show: percent },
    { name: 'Mean trade', of: found.meanTrade, show: percent },
  ];
  return section(
    'random',
    'Entries at random',
    `${distributions('Entries at random', rows, levels)}<p class="note">As good as the run by luck of entry alone: p = ${found.pValue.toFixed(4)}. ${grouped(found.trades, 0)} trades of the same lengths and sizes, held ${percent(found.exposure)} of the bars.</p>`,
  );
}

/** The run's own numbers, where they rank, and the quantiles of the simulations. */
function distributions(name: string, rows: readonly Told[], levels: readonly number[]): string {
  const columns: Column<Told>[] = [
    { head: '', text: (row) => row.name },
    { head: 'The run', text: ({ of, show }) => show(of.value), number: true },
    { head: 'Above, of all', text: ({ of }) => percent(of.rank), number: true },
    ...levels.map(
      (level, k): Column<Told> => ({ head: `${grouped(level * 100, 0)} %`, text: ({ of, show }) => show(of.quantiles[k]!), number: true }),
    ),
  ];
  return table(name, columns, rows);
}

const VARIANTS: readonly Column<VariantView>[] = [
  { head: 'Terms', text: ({ words }) => words },
  { head: 'Return', text: ({ totalReturn }) => percent(totalReturn), number: true, sign: ({ totalReturn }) => totalReturn },
  { head: 'CAGR', text: ({ cagr }) => percent(cagr), number: true, sign: ({ cagr }) => cagr },
  { head: 'Sharpe', text: ({ sharpe }) => ratio(sharpe), number: true },
  { head: 'Drawdown', text: ({ maxDrawdown }) => percent(maxDrawdown), number: true },
  { head: 'Trades', text: ({ trades }) => grouped(trades, 0), number: true },
  { head: 'Fees', text: ({ fees }) => grouped(fees), number: true },
  { head: 'Slippage', text: ({ slippage }) => grouped(slippage), number: true },
];

function withoutBestNote({ withoutBest }: MonteCarloView): string {
  if (withoutBest === null) return '';
  const { dropped, trades, totalReturn, totalReturnWithout, shareOfProfit } = withoutBest;
  const share = Number.isFinite(shareOfProfit) ? ` They made ${percent(shareOfProfit)} of its profit.` : '';
  return `<p class="note">Without its best ${dropped} of ${grouped(trades, 0)} trades all others return ${percent(totalReturnWithout)} in place of ${percent(totalReturn)}.${share}</p>`;
}
