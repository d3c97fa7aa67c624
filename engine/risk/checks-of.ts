import type { Instrument } from '../model/instrument.ts';
import type { RiskCheck } from './check.ts';
import { limitsOf, mustKnow } from './checks/by-name.ts';
import { CorrelatedExposure } from './checks/correlated-exposure.ts';
import { Duplicate } from './checks/duplicate.ts';
import { maxAssetExposure, maxGrossExposure, maxSectorExposure } from './checks/gross-exposure.ts';
import { allowed } from './checks/instruments.ts';
import { margin } from './checks/margin.ts';
import { minNotional } from './checks/min-notional.ts';
import { maxNetExposure } from './checks/net-exposure.ts';
import { OrderRate } from './checks/order-rate.ts';
import { maxOrderNotional, maxOrderQty } from './checks/order-size.ts';
import { maxPositionNotional, maxPositionQty } from './checks/position-size.ts';
import { priceCollar } from './checks/price-collar.ts';
import { opensOnly } from './checks/sides.ts';
import { maxStrategyExposure } from './checks/strategy-exposure.ts';
import { durationOf } from './duration.ts';
import type { ByName, RateSpec, RiskSpec } from './spec.ts';

/**
 * The rules of a run in the order in which they are asked: the first refusal wins. `strategies` are ids. Throws a ConfigError
 * for a limit of something that is not in the run.
 */
export function checksOf(spec: RiskSpec, instruments: readonly Instrument[], strategies: readonly string[]): RiskCheck[] {
  const ids = instruments.map(({ id }) => id);
  const sectors = instruments.map(({ sector }) => sector);
  const counts = spec.countWorking ?? true;
  const orders = (rate: RateSpec, byStrategy: boolean): RiskCheck =>
    new OrderRate(rate.orders, durationOf(rate.per), strategies.length, byStrategy);
  const byAsset = (limits: ByName, field: keyof RiskSpec): readonly number[] => limitsOf(limits, ids, `risk.${field}`, 'instruments');
  const checks: (RiskCheck | undefined)[] = [
    listed(spec, ids),
    spec.sides === 'long-only' ? opensOnly('buy') : spec.sides === 'short-only' ? opensOnly('sell') : undefined,
    given(spec.priceCollar, priceCollar),
    given(spec.duplicateWindow, (length) => new Duplicate(durationOf(length))),
    instruments.some((instrument) => instrument.minNotional > 0) ? minNotional : undefined,
    given(spec.maxOrderQty, (limits) => maxOrderQty(byAsset(limits, 'maxOrderQty'))),
    given(spec.maxOrderNotional, (limits) => maxOrderNotional(byAsset(limits, 'maxOrderNotional'))),
    given(spec.maxPositionQty, (limits) => maxPositionQty(byAsset(limits, 'maxPositionQty'), counts)),
    given(spec.maxPositionNotional, (limits) => maxPositionNotional(byAsset(limits, 'maxPositionNotional'), spec.countWorking ?? false)),
    given(spec.maxAssetExposure, (limits) => maxAssetExposure(byAsset(limits, 'maxAssetExposure'), counts)),
    given(spec.maxSectorExposure, (limits) =>
      maxSectorExposure(limitsOf(limits, sectors, 'risk.maxSectorExposure', 'sectors'), counts, instruments),
    ),
    given(spec.maxStrategyExposure, (limits) =>
      maxStrategyExposure(limitsOf(limits, strategies, 'risk.maxStrategyExposure', 'strategies'), counts),
    ),
    given(spec.maxGrossExposure, (limit) => maxGrossExposure(limit, counts)),
    given(spec.maxNetExposure, (limit) => maxNetExposure(limit, counts)),
    given(
      spec.maxCorrelatedExposure,
      ({ limit, window, every = '1d' }) => new CorrelatedExposure(limit, window, durationOf(every), counts, instruments.length),
    ),
    spec.marginCheck === true ? margin : undefined,
    given(spec.maxStrategyOrderRate, (rate) => orders(rate, true)),
    given(spec.maxOrderRate, (rate) => orders(rate, false)),
  ];
  return checks.filter((check) => check !== undefined);
}

const given = <T>(value: T | null | undefined, make: (value: T) => RiskCheck): RiskCheck | undefined =>
  value === null || value === undefined ? undefined : make(value);

function listed({ allow, deny }: RiskSpec, ids: readonly string[]): RiskCheck | undefined {
  for (const id of allow ?? []) mustKnow(id, ids, 'risk.allow', 'instruments');
  for (const id of deny ?? []) mustKnow(id, ids, 'risk.deny', 'instruments');
  if ((allow ?? null) === null && (deny ?? null) === null) return undefined;
  return allowed(ids.map((id) => (allow?.includes(id) ?? true) && !(deny?.includes(id) ?? false)));
}
