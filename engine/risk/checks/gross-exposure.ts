import type { Instrument } from '../../model/instrument.ts';
import type { RejectReason } from '../../model/order.ts';
import { type Asked, isBeyond, type RiskCheck } from '../check.ts';
import { mostHeld, worthOf } from '../worst-case.ts';

/** The sum of |notional| of all positions is at most so many times equity. */
export const maxGrossExposure = (limit: number, counts: boolean): RiskCheck =>
  check(
    'max-gross-exposure',
    counts,
    () => limit,
    () => true,
  );

/** |Notional| of the position in each instrument, as a fraction of equity. */
export const maxAssetExposure = (limits: readonly number[], counts: boolean): RiskCheck =>
  check(
    'max-asset-exposure',
    counts,
    (own) => limits[own]!,
    (own, other) => own === other,
  );

/** The sum of |notional| of the positions of a sector, as a fraction of equity; instruments without a sector have no such limit. */
export const maxSectorExposure = (limits: readonly number[], counts: boolean, instruments: readonly Instrument[]): RiskCheck =>
  check(
    'max-sector-exposure',
    counts,
    (own) => (instruments[own]!.sector === '' ? Number.POSITIVE_INFINITY : limits[own]!),
    (own, other) => instruments[own]!.sector === instruments[other]!.sector,
  );

/** An order is refused that raises the sum of what counts with its instrument, beyond the limit of that. */
function check(
  reason: RejectReason,
  counts: boolean,
  limitOf: (own: number) => number,
  belongs: (own: number, other: number) => boolean,
): RiskCheck {
  const sumWith = (asked: Asked): number => {
    let sum = 0;
    for (let i = 0; i < asked.instruments.length; i++)
      if (belongs(asked.order.instrument, i)) sum += worthOf(asked, i, mostHeld(asked, i, counts, true));
    return sum;
  };
  return {
    sized: true,
    exitsReduce: true,
    refuse(asked) {
      const { order, account } = asked;
      const limit = limitOf(order.instrument);
      if (limit === Number.POSITIVE_INFINITY) return undefined;
      if (mostHeld(asked, order.instrument, counts, true) <= mostHeld(asked, order.instrument, counts, false)) return undefined;
      return isBeyond(sumWith(asked), limit * account.equity) ? reason : undefined;
    },
  };
}
