import type { FeeSpec } from '../../engine/broker/sim/fees/fee-spec.ts';
import type { SlippageSpec } from '../../engine/broker/sim/slippage.ts';
import { shownBars } from '../../engine/loop/markets.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import type { Series } from '../../engine/model/series.ts';
import type { Variant } from '../../engine/research/monte-carlo-result.ts';
import { oneBarLater } from './one-bar-later.ts';

/** A run's parts on other terms. */
export interface Terms {
  readonly name: Variant['name'];
  readonly words: string;
  /** Changes parts that have not been run. */
  readonly change: (parts: BacktestParts) => BacktestParts;
}

/** What is asked of a run that has no fees, or no slippage, to double: five basis points of the notional. */
const ADDED = 0.0005;

/** On what terms a run is tried: as it was, and on worse ones. */
export function worseTerms({ fee, slippage }: Pick<BacktestParts, 'fee' | 'slippage'>): Terms[] {
  const terms: Terms[] = [{ name: 'as-run', words: 'as it was run', change: (parts) => parts }];
  if (fee.model === 'none')
    terms.push({
      name: 'fees-added',
      words: 'fees 0.05 % (has none)',
      change: (parts) => ({ ...parts, fee: { model: 'percent', rate: ADDED } }),
    });
  else terms.push({ name: 'fees-x2', words: 'twice the fees', change: (parts) => ({ ...parts, fee: doubled(fee) }) });
  if (typeof slippage === 'object' && slippage.model !== 'none')
    terms.push({ name: 'slippage-x2', words: 'twice the slippage', change: (parts) => ({ ...parts, slippage: twice(slippage) }) });
  else
    terms.push({
      name: 'slippage-added',
      words: 'slippage 0.05 % (none)',
      change: (parts) => ({ ...parts, slippage: { model: 'percent', rate: ADDED } }),
    });
  terms.push({ name: 'one-bar-later', words: 'one bar later', change: later });
  return terms;
}

/** What is taken in kind is so outermost. */
const doubled = (fee: FeeSpec): FeeSpec =>
  fee.model === 'in-kind' ? { model: 'in-kind', of: doubled(fee.of) } : { model: 'scale', factor: 2, of: fee };

function twice(spec: SlippageSpec): SlippageSpec {
  switch (spec.model) {
    case 'none':
      return spec;
    case 'ticks':
      return { ...spec, ticks: 2 * spec.ticks };
    case 'amount':
      return { ...spec, amount: 2 * spec.amount };
    case 'percent':
      return { ...spec, rate: 2 * spec.rate };
    case 'half-spread':
      return { ...spec, spread: 2 * spec.spread };
    case 'volatility':
      return { ...spec, share: 2 * spec.share };
    case 'volume-share':
      return { ...spec, impact: 2 * spec.impact };
    case 'square-root':
      return { ...spec, coefficient: 2 * spec.coefficient };
  }
}

function later(parts: BacktestParts): BacktestParts {
  if (typeof parts.slippage === 'function') return parts;
  const given = parts.strategies.map(({ feeds }) => new Set(Object.values(feeds).flat() as Series[]));
  const shown = parts.instruments.map((_, instrument) => {
    const bars = shownBars(given, instrument);
    return bars?.isStreamed === true ? undefined : bars;
  });
  // sized by the price of the signal, an order would be too large for the money wherever the market has gone on in its direction
  const sizer = { ...parts.sizer, at: 'fill' } as BacktestParts['sizer'];
  return { ...parts, sizer, slippage: oneBarLater(parts.slippage, shown) };
}
