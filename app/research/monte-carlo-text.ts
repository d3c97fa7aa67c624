import type { BlockBootstrap } from '../../engine/research/monte-carlo/block-bootstrap.ts';
import type { Distribution } from '../../engine/research/monte-carlo/distribution.ts';
import type { MonteCarloResult, Variant } from '../../engine/research/monte-carlo-result.ts';
import { grouped, NONE, percent, ratio } from '../../reports/format.ts';
import { worthLine } from './worth-text.ts';

const BOLD = '\u001b[1m';
const DIM = '\u001b[2m';
const RESET = '\u001b[0m';
const LABEL = 24;
const CELL = 11;

/** What was simulated, for a terminal: first how often was tried, then tables of the run's own numbers beside the simulated ones. */
export function monteCarloText(found: MonteCarloResult, options: { readonly color: boolean }): string {
  const paint = options.color ? (code: string, text: string) => `${code}${text}${RESET}` : (_: string, text: string) => text;
  const { bootstrap, shuffle, randomEntry, withoutBest, simulations, seed } = found;
  const head = (title: string, cells: readonly string[]): string => `${paint(BOLD, title.padEnd(LABEL))}${paint(DIM, rowOf(cells))}`;
  const quantiles = found.levels.map((level) => `${grouped(level * 100, 0)} %`);
  const told = (label: string, one: Distribution, show: (value: number) => string): string =>
    `${label.padEnd(LABEL)}${rowOf([show(one.value), ...one.quantiles.map(show)])}`;
  const lines = [
    `${paint(BOLD, found.runId)}  ${found.families.join(' + ')}, ${grouped(simulations, 0)} simulations of each kind, seed ${seed}`,
    worthLine(found.worth),
  ];
  if (bootstrap !== null)
    lines.push(
      '',
      head('Returns drawn anew', ['the run', ...quantiles]),
      told('Total return', bootstrap.totalReturn, percent),
      told('CAGR', bootstrap.cagr, percent),
      told('Sharpe', bootstrap.sharpe, ratio),
      told('Max drawdown', bootstrap.maxDrawdown, percent),
      chances(bootstrap),
    );
  if (shuffle !== null)
    lines.push(
      '',
      head('Trades in any order', ['the run', ...quantiles]),
      told('Max drawdown at exits', shuffle.maxDrawdown, percent),
      told('Losses in a row', shuffle.losingStreak, (value) => grouped(value, 0)),
    );
  if (randomEntry !== null)
    lines.push(
      '',
      head('Entries at random', ['the run', ...quantiles]),
      told('Total return of trades', randomEntry.totalReturn, percent),
      told('Mean trade', randomEntry.meanTrade, percent),
      `as good as the run by luck alone: p = ${randomEntry.pValue.toFixed(4)}; ${grouped(randomEntry.trades, 0)} trades, held ${percent(randomEntry.exposure)} of the bars`,
    );
  lines.push('', head('On worse terms', ['return', 'CAGR', 'Sharpe', 'drawdown', 'trades']), ...found.variants.map(variant));
  if (withoutBest !== null)
    lines.push(
      `without its best ${withoutBest.dropped} of ${grouped(withoutBest.trades, 0)} trades, all others return ${percent(withoutBest.totalReturnWithout)} in place of ${percent(withoutBest.totalReturn)}${share(withoutBest.shareOfProfit)}`,
    );
  if (found.notes.length > 0) lines.push('', ...found.notes.map((note) => `Note: ${note}`));
  return `${lines.join('\n')}\n`;
}

const rowOf = (cells: readonly string[]): string => cells.map((cell) => cell.padStart(CELL)).join(' ');

function chances({ lossProbability, drawdowns, observations, blockLength, every }: BlockBootstrap): string {
  const falls = drawdowns
    .filter(({ probability }) => probability > 0)
    .map(({ depth, probability }) => `${grouped(depth * 100, 0)} % ${percent(probability)}`);
  const deep = falls.length === 0 ? '' : `; of a drawdown of at least ${falls.join(', ')}`;
  return `probability of a loss ${percent(lossProbability)}${deep} (${grouped(observations, 0)} returns${every === 'day' ? ' per day' : ''} in blocks of ${grouped(blockLength, 1)})`;
}

const variant = ({ words, totalReturn, cagr, sharpe, maxDrawdown, trades }: Variant): string =>
  `${words.padEnd(LABEL)}${rowOf([percent(totalReturn), percent(cagr), ratio(sharpe), percent(maxDrawdown), grouped(trades, 0)])}`;

const share = (value: number): string => (Number.isNaN(value) ? '' : `; they made ${value > 9.99 ? NONE : percent(value)} of the profit`);
