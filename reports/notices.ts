import { DAY } from '../engine/model/time.ts';
import { grouped, percent, ratio } from './format.ts';
import type { EpochRecord, ForkRecord, Result } from './result.ts';
import { viewSpec } from './spec-view.ts';

/** Below this many round trips a win rate or a profit factor says little. */
const FEW_TRADES = 30;
/** A span this short is not a year's worth, whatever annualisation makes of it. */
const SHORT = 350 * DAY;
/** A holiday and a weekend; older prices are no prices of the end. */
const STALE = 5 * DAY;
/** From this share of the profit on, one round trip is most of the story. */
const MOST = 0.5;

/** What a reader should distrust before the numbers, one sentence each, the gravest first; empty if nothing is known against them. */
export function notices(result: Result): readonly string[] {
  return [...ofFills(result), ...result.warnings, ...ofStalePrices(result), ...ofRefusals(result), ...ofChance(result)];
}

/** Positions whose prices ended long before the run did. */
function ofStalePrices({ prices, equity, analysis }: Result): string[] {
  const end = equity.ts[equity.ts.length - 1] ?? 0;
  const open = new Set(analysis.byInstrument.filter(({ unrealized }) => unrealized !== 0).map(({ name }) => name));
  const stale = prices.filter(({ instrument, ts }) => open.has(instrument) && ts.length > 0 && ts[ts.length - 1]! < end - STALE);
  if (stale.length === 0) return [];
  const names = stale.map(({ instrument }) => instrument).join(', ');
  return [
    `Prices of ${names} end before the run does: what is held of ${stale.length === 1 ? 'it' : 'them'} is worth the last price seen.`,
  ];
}

/** `365 of 1d, the run is the same without them`. */
export const epochsInWords = ({ length, count, difference }: EpochRecord): string =>
  difference === null
    ? `${grouped(count, 0)} of ${length}, the run is the same without them`
    : `of ${length}: in number ${count} the run is another`;

/** `8 runs, all there are: P&L from -10.00 to 30.00, median 5.00`, without the currency. */
export function forkedInWords({ runs, exhaustive, pnl }: ForkRecord): string {
  const middle = (pnl[(runs - 1) >> 1]! + pnl[runs >> 1]!) / 2;
  const which = runs === 1 ? '1 run, nothing is ambiguous' : `${grouped(runs, 0)} runs, ${exhaustive ? 'all there are' : 'a sample'}`;
  return `${which}: P&L from ${grouped(pnl[0]!)} to ${grouped(pnl[runs - 1]!)}, median ${grouped(middle)}`;
}

function ofFills({ ambiguity, spec, currency, fork }: Result): string[] {
  const found: string[] = [];
  if (viewSpec(spec).fillOn === 'on-close') {
    found.push('Fills on the close: orders fill at the same close that decided them, which a live market rarely grants.');
  }
  if (ambiguity.ambiguous > 0) {
    const fills = ambiguity.exact + ambiguity.assumed + ambiguity.ambiguous;
    const share = percent(ambiguity.ambiguous / fills);
    found.push(
      `${grouped(ambiguity.ambiguous, 0)} of ${grouped(fills, 0)} fills (${share}) are ambiguous: their bars allow another outcome, for a P&L from ${grouped(ambiguity.pnlWorst)} to ${grouped(ambiguity.pnlBest)} ${currency}.`,
    );
  }
  if (fork !== undefined && fork.runs > 1)
    found.push(`Forked at its ambiguous fills, with every decision taken anew: ${forkedInWords(fork)} ${currency}.`);
  return found;
}

/** Orders refused in the warm-up are meant to be: they say nothing. */
function ofRefusals({ refusals }: Result): string[] {
  const meant = Object.entries(refusals).filter(([reason]) => reason !== 'warm-up');
  const count = meant.reduce((sum, [, times]) => sum + times, 0);
  if (count === 0) return [];
  const why = meant.filter(([, times]) => times > 0).map(([reason, times]) => `${reason} ${grouped(times, 0)}`);
  return [
    `${count === 1 ? '1 order was' : `${grouped(count, 0)} orders were`} refused (${why.join(', ')}): the strategy did not trade all it meant to.`,
  ];
}

/** What may be luck. */
function ofChance({ metrics, equity, roundTrips, analysis }: Result): string[] {
  const found: string[] = [];
  const { trades, finalEquity, startEquity } = metrics;
  if (trades > 0 && trades < FEW_TRADES) {
    found.push(
      `${trades} round trip${trades === 1 ? ' is' : 's are'} few: trade statistics of fewer than ${FEW_TRADES} are mostly chance.`,
    );
  }
  const span = equity.ts.length > 1 ? equity.ts[equity.ts.length - 1]! - equity.ts[0]! : 0;
  if (span > 0 && span < SHORT) {
    found.push(`The run spans ${grouped(span / DAY, 0)} days: annual numbers assume that a whole year goes on like it.`);
  }
  const { all, level, every } = analysis.intervals;
  const { value, low, high } = all.find(({ name }) => name === 'sharpe')!;
  if (low <= 0 && high >= 0) {
    const of = every === 'day' ? ' of daily returns,' : ',';
    found.push(
      `The Sharpe ratio${of} ${ratio(value)}, may be chance: its ${grouped(level * 100, 0)} % interval, ${ratio(low)} to ${ratio(high)}, includes zero.`,
    );
  }
  const profit = finalEquity - startEquity;
  const best = roundTrips.reduce((most, { pnl }) => Math.max(most, pnl), 0);
  if (trades >= FEW_TRADES && profit > 0 && best > MOST * profit) {
    found.push(`One round trip made ${percent(best / profit)} of the profit.`);
  }
  const open = analysis.byInstrument.reduce((sum, { unrealized }) => sum + Math.abs(unrealized), 0);
  if (open > Math.abs(profit) / 10) {
    found.push(`A position was open at the end: ${grouped(open)} of the result is not realised.`);
  }
  return found;
}
