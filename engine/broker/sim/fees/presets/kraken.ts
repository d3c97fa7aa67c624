import { makerTaker, type Rows } from './preset.ts';

/** Pairs whose base is no stablecoin. */
const SPOT: Rows = [
  [0, 0.25, 0.4],
  [10_000, 0.2, 0.35],
  [50_000, 0.14, 0.24],
  [100_000, 0.12, 0.22],
  [250_000, 0.1, 0.2],
  [500_000, 0.08, 0.18],
  [1_000_000, 0.06, 0.16],
  [2_500_000, 0.04, 0.14],
  [5_000_000, 0.02, 0.12],
  [10_000_000, 0, 0.1],
  [100_000_000, 0, 0.08],
  [500_000_000, 0, 0.05],
];

export const KRAKEN = {
  'kraken-spot': makerTaker(
    SPOT,
    {
      asOf: '2026-09-04',
      source:
        "the fees and fees_maker of BTC/USD in answers of Kraken's own API (api.kraken.com/0/public/AssetPairs), the last two rows in one of them only; kraken.com/features/fee-schedule",
    },
    { over: 30, updated: 'fill' },
  ),
};
