import type { FeeSpec, FeeTier, PresetSpec, TiersSpec } from '../fee-spec.ts';

/** A venue's schedule as it was at a date, whatever the dates of a run. */
export interface FeePreset {
  /** The date of what was read. */
  readonly asOf: string;
  /** Where it was read, and what of it could not be. */
  readonly source: string;
  /** The currency of its money and its volumes. */
  readonly currency: string;
  /** How many tiers it has; 0 where all pay the same. */
  readonly tiers: number;
  /** Which of the options it has. */
  readonly options: readonly ('bnb' | 'exchange')[];
  readonly fee: (options: Omit<PresetSpec, 'model' | 'name'>) => FeeSpec;
}

/** Maker and taker rates in percent, by the volume from which they count: as venues write them. */
export type Rows = readonly (readonly [from: number, maker: number, taker: number])[];

/** Basis points of basis points: rates in percent have four decimals, and 0.0675 / 100 would be none. */
const PER_PERCENT = 10_000;

const tiersOf = (rows: Rows): FeeTier[] => rows.map(([from, maker, taker]) => ({ from, maker: share(maker), taker: share(taker) }));

const share = (percent: number): number => Math.round(percent * PER_PERCENT) / (100 * PER_PERCENT);

/** A schedule of maker and taker rates: those of one tier, or by what the account trades. */
export function makerTaker(
  rows: Rows,
  about: Pick<FeePreset, 'asOf' | 'source'>,
  counted: Pick<TiersSpec, 'over' | 'updated'>,
  /** What is paid where the venue's coin pays, as a share. */
  bnb?: number,
): FeePreset {
  const tiers = tiersOf(rows);
  return {
    ...about,
    currency: 'USD',
    tiers: rows.length,
    options: bnb === undefined ? [] : ['bnb'],
    fee({ tier = 0, volume, bnb: paysCoin = false }) {
      const of: FeeSpec =
        tier === 'volume'
          ? { model: 'in', currency: 'USD', of: { model: 'tiers', tiers, ...counted, volume } }
          : { model: 'maker-taker', maker: tiers[tier]!.maker, taker: tiers[tier]!.taker };
      return paysCoin ? { model: 'scale', factor: bnb!, of } : of;
    },
  };
}
