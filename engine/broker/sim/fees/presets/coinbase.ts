import { makerTaker, type Rows } from './preset.ts';

const ADVANCED: Rows = [
  [0, 0.4, 0.6],
  [10_000, 0.25, 0.4],
  [50_000, 0.15, 0.25],
  [100_000, 0.1, 0.2],
  [1_000_000, 0.08, 0.18],
  [15_000_000, 0.06, 0.16],
  [75_000_000, 0.03, 0.12],
  [250_000_000, 0, 0.08],
  [400_000_000, 0, 0.05],
];

export const COINBASE = {
  'coinbase-advanced': makerTaker(
    ADVANCED,
    {
      asOf: '2024-01-01',
      source:
        "an undated copy of Coinbase's help page on exchange fees, and the tiers in ccxt 4.5.84; coinbase.com/advanced-fees shows each account its own table, and since 2025 some accounts begin at 0.6 % and 1.2 %",
    },
    { over: 30, updated: 'hour' },
  ),
};
