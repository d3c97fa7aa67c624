/** The rates of one tier: of makers and takers, from that volume on. */
export interface FeeTier {
  /** The least volume that counts for it. */
  readonly from: number;
  readonly maker: number;
  readonly taker: number;
}

/** The fee part of a run file; docs/fees.md has each with its formula. Money is in settlement currency, unless `in` says otherwise. */
export type FeeSpec =
  | { readonly model: 'none' }
  /** `rate` of the notional (0.001 is 10 basis points), and `fixed` money per fill on top. */
  | { readonly model: 'percent'; readonly rate: number; readonly fixed?: number | undefined }
  /** Money per unit, at least `min` and at most `max` per fill; `maxRate` caps it as a share of the notional. */
  | {
      readonly model: 'per-share';
      readonly perShare: number;
      readonly min?: number | undefined;
      readonly max?: number | undefined;
      readonly maxRate?: number | undefined;
    }
  /** Money per unit. */
  | { readonly model: 'per-contract'; readonly perContract: number }
  /** Money per fill, whatever its size. */
  | { readonly model: 'fixed'; readonly amount: number }
  /** Rates of the notional by liquidity; a negative maker rate is a rebate. */
  | { readonly model: 'maker-taker'; readonly maker: number; readonly taker: number }
  | TiersSpec
  /** The fees of one order's fills, or of one day's, together: at least `min`, at most `max` and `maxRate` of their notional. */
  | (Bounds & { readonly model: 'per-order'; readonly daily?: boolean | undefined })
  | (Bounds & { readonly model: 'per-day' })
  /** Of buys or of sales only. */
  | { readonly model: 'one-side'; readonly side: 'buy' | 'sell'; readonly of: FeeSpec }
  | { readonly model: 'scale'; readonly factor: number; readonly of: FeeSpec }
  | { readonly model: 'sum'; readonly of: readonly FeeSpec[] }
  /** What was valid at the time: the last step from a date on or after which the fill is, the first one before it. */
  | { readonly model: 'by-date'; readonly steps: readonly { readonly from: string; readonly of: FeeSpec }[] }
  /** Money in another currency than the instrument is settled in. */
  | { readonly model: 'in'; readonly currency: string; readonly of: FeeSpec }
  /** Taken off what was bought, where that is spot: of 0.1 bought less arrives. Outermost, for it concerns a fee as a whole. */
  | { readonly model: 'in-kind'; readonly of: FeeSpec }
  | PresetSpec;

/** Rates by what the account has traded. */
export interface TiersSpec {
  readonly model: 'tiers';
  /** By rising volume, the first from 0. */
  readonly tiers: readonly FeeTier[];
  /** Volume, and what rates count: money (default), or units. */
  readonly by?: 'notional' | 'units' | undefined;
  /** Days whose fills count; `month` counts from the first of the month, UTC. 30 by default. */
  readonly over?: number | 'month' | undefined;
  /** When the volume is counted anew: with every fill, or at the start of an hour or a day, UTC (default). */
  readonly updated?: 'fill' | 'hour' | 'day' | undefined;
  /** Whether each tier's rate is for the volume within it alone; a fill may then span several. */
  readonly marginal?: boolean | undefined;
  /** What is traded elsewhere in as many days. */
  readonly volume?: number | undefined;
}

interface Bounds {
  readonly of: FeeSpec;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Share of the notional. */
  readonly maxRate?: number | undefined;
  /** Rounds the sum up to a multiple of this. */
  readonly roundUp?: number | undefined;
}

/** A venue's own schedule. */
export interface PresetSpec {
  readonly model: 'preset';
  readonly name: string;
  /** The number of its tier, from 0 (default); `volume` finds it by what the account trades. */
  readonly tier?: number | 'volume' | undefined;
  /** With `volume`: what is traded elsewhere in the same time. */
  readonly volume?: number | undefined;
  /** Fees are paid with the venue's coin, at a discount. */
  readonly bnb?: boolean | undefined;
  /** Money per unit that the exchange charges, where the venue passes that on. */
  readonly exchange?: { readonly maker: number; readonly taker: number } | undefined;
}
