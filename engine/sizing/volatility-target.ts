import { valueAt } from '../model/instrument.ts';
import { barsPerYear } from './bars-per-year.ts';
import { type Covariance, covarianceOf } from './covariance.ts';
import { barsOfAll, measuredPeriod } from './measured.ts';
import { unitNotional } from './notional.ts';
import type { Sizer, SizerModel, SizingDesk, Unsized } from './sizer.ts';
import type { VolatilityTargetTerms } from './sizer-spec.ts';
import { volatility } from './volatility.ts';

/**
 * As many units as bring the yearly volatility of the position, or with `scope: 'portfolio'` of all that the account then
 * holds, to `target`: equity x target / σ / (notional of a unit) (Moskowitz, Ooi and Pedersen, Time Series Momentum, 2012).
 */
export function volatilityTarget({ period = 60, scope, ...terms }: VolatilityTargetTerms): SizerModel {
  const all = { ...terms, period: measuredPeriod(period, 'volatility-target') };
  return (desk) => (scope === 'portfolio' ? ofPortfolio(desk, all) : ofPosition(desk, all));
}

type Terms = VolatilityTargetTerms & { readonly period: number };

function ofPosition(desk: SizingDesk, { target, period, timeframe, periodsPerYear }: Terms): Sizer {
  const sigmas = barsOfAll(desk, timeframe).map((bars, index) => volatility(desk, index, bars, period, periodsPerYear));
  return (request) => {
    const units = (request.equity * target) / sigmas[request.index]!() / unitNotional(request);
    return Number.isFinite(units) ? units : 'nothing-to-size-by';
  };
}

function ofPortfolio(desk: SizingDesk, { target, period, timeframe, periodsPerYear }: Terms): Sizer {
  const bars = barsOfAll(desk, timeframe);
  const yearly = bars.map((one, index) =>
    typeof periodsPerYear === 'number' ? undefined : barsPerYear(one, desk.instruments[index]!.calendar === '24/7'),
  );
  return (request) => {
    const found = covarianceOf(bars, request.index, period);
    const held = found === undefined ? undefined : exposures(desk, found);
    if (found === undefined || held === undefined) return 'nothing-to-size-by';
    const goal = (target * target) / (yearly[bars.indexOf(found.grid)]?.value ?? periodsPerYear!);
    const share = added(found, held, found.members.indexOf(request.index), request.side === 'buy' ? 1 : -1, goal);
    return typeof share === 'number' ? (desk.account.equity * share) / unitNotional(request) : share;
  };
}

/** What the account holds of each member, signed, as shares of equity; undefined where it holds something of which nothing is known. */
function exposures({ account, instruments }: SizingDesk, { members }: Covariance): readonly number[] | undefined {
  if (instruments.some((_, i) => account.qty(i) !== 0 && !members.includes(i))) return undefined;
  const { equity } = account;
  return members.map((i) => {
    const qty = account.qty(i);
    return qty === 0 ? 0 : (Math.sign(qty) * Math.abs(valueAt(instruments[i]!, qty, account.last(i))) * account.rateOf(i)) / equity;
  });
}

/**
 * The share of equity to add on one side of a member so that the variance of all becomes `goal`: a root of
 * a x² + b x + c = goal. Where what is held varies more already and the order makes it vary less, the first share that is
 * enough, or the one that leaves the least.
 */
function added({ members, matrix }: Covariance, held: readonly number[], place: number, sign: number, goal: number): number | Unsized {
  const n = members.length;
  const along = (row: number): number => held.reduce((sum, share, k) => sum + share * matrix[row * n + k]!, 0);
  const a = matrix[place * n + place]!;
  const b = 2 * sign * along(place);
  const over = held.reduce((sum, share, k) => sum + share * along(k), 0) - goal;
  if (!(a > 0)) return 'nothing-to-size-by';
  const roots = b * b - 4 * a * over;
  if (over <= 0) return (Math.sqrt(roots) - b) / (2 * a);
  if (b >= 0) return 0;
  return roots < 0 ? -b / (2 * a) : (-b - Math.sqrt(roots)) / (2 * a);
}
