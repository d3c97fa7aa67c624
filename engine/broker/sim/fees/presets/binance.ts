import { makerTaker, type Rows } from './preset.ts';

/** From 30-day volume in dollars on; a VIP level also asks for BNB, which a run does not know. */
const SPOT: Rows = [
  [0, 0.1, 0.1],
  [1_000_000, 0.09, 0.1],
  [5_000_000, 0.08, 0.1],
  [20_000_000, 0.04, 0.06],
  [75_000_000, 0.04, 0.052],
  [150_000_000, 0.025, 0.031],
  [400_000_000, 0.02, 0.029],
  [800_000_000, 0.019, 0.028],
  [2_000_000_000, 0.016, 0.025],
  [4_000_000_000, 0.011, 0.023],
];

const USDM: Rows = [
  [0, 0.02, 0.05],
  [15_000_000, 0.016, 0.04],
  [50_000_000, 0.014, 0.035],
  [100_000_000, 0.012, 0.032],
  [600_000_000, 0.01, 0.03],
  [1_000_000_000, 0.008, 0.027],
  [2_500_000_000, 0.006, 0.025],
  [5_000_000_000, 0.004, 0.022],
  [12_500_000_000, 0.002, 0.02],
  [25_000_000_000, 0, 0.017],
];

const COUNTED = { over: 30, updated: 'day' } as const;

export const BINANCE = {
  'binance-spot': makerTaker(
    SPOT,
    {
      asOf: '2026-05-05',
      source:
        'binance.com/en/fee/schedule, by a summary of that date that shows levels 0, 1, 3, 5 and 9; level 2 by the announcement of 2022-05-31, levels 4 and 6 to 8 as commonly quoted; 25 % off with BNB by the same page',
    },
    COUNTED,
    0.75,
  ),
  'binance-usdm': makerTaker(
    USDM,
    {
      asOf: '2026-05-05',
      source:
        'binance.com/en/fee/futureFee: rates of all levels as third parties quote them alike (ccxt 4.5.84 has the same, but 0.04 % for takers of level 0 before 2023); the volume of level 1 by the announcement of 2021-12-15, the others as commonly quoted; 10 % off with BNB by the support page on futures fees',
    },
    COUNTED,
    0.9,
  ),
};
