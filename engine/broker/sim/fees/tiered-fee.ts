import { ConfigError } from '../../../model/errors.ts';
import type { Liquidity } from '../../../model/fill.ts';
import { type Instrument, notionalAt } from '../../../model/instrument.ts';
import type { Fees } from './fee-model.ts';
import type { FeeTier, TiersSpec } from './fee-spec.ts';
import { RollingVolume, type SavedVolume } from './rolling-volume.ts';

/** Rates that fall with what the account has traded; its own fills are counted, and what it trades elsewhere is given. */
export function tieredFee(spec: TiersSpec): Fees {
  const { tiers, by = 'notional', marginal = false, volume: elsewhere = 0 } = spec;
  mustRise(tiers);
  const volume = new RollingVolume(spec);
  const measure = (qty: number, price: number, instrument: Instrument): number =>
    by === 'units' ? qty : notionalAt(instrument, qty, price);
  return {
    fee(qty, price, instrument, liquidity, _, __, ts) {
      const traded = elsewhere + volume.at(ts);
      const amount = measure(qty, price, instrument);
      return marginal ? alongTiers(tiers, liquidity, traded, traded + amount) : amount * tierAt(tiers, traded)[liquidity];
    },
    filled: ({ ts, qty, price }, instrument) => volume.add(ts, measure(qty, price, instrument)),
    save: () => volume.save(),
    restore: (saved) => volume.restore(saved as SavedVolume),
  };
}

/** The tier of a volume: its first is its own. */
function tierAt(tiers: readonly FeeTier[], traded: number): FeeTier {
  let found = tiers[0]!;
  for (const tier of tiers) if (traded >= tier.from) found = tier;
  return found;
}

/** Each part of what lies between two volumes at the rate of its own tier. */
function alongTiers(tiers: readonly FeeTier[], liquidity: Liquidity, from: number, to: number): number {
  let sum = 0;
  for (let k = 0; k < tiers.length; k++) {
    const begins = Math.max(from, tiers[k]!.from);
    const ends = Math.min(to, tiers[k + 1]?.from ?? Number.POSITIVE_INFINITY);
    if (ends > begins) sum += (ends - begins) * tiers[k]![liquidity];
  }
  return sum;
}

function mustRise(tiers: readonly FeeTier[]): void {
  const wrong = tiers.findIndex(({ from }, k) => (k === 0 ? from !== 0 : !(from > tiers[k - 1]!.from)));
  if (tiers.length === 0) throw new ConfigError('Expected at least one tier of fees, but it was none');
  if (wrong >= 0)
    throw new ConfigError(
      `Expected the tiers of fees to begin at 0 and to rise, but "from" of tier ${wrong + 1} was "${tiers[wrong]!.from}"`,
    );
}
