import { makerTaker, type Rows } from './preset.ts';

/** VIP 0 to 5, then Supreme VIP; a level may also be had by the assets of the account, which does not count here. */
const SPOT: Rows = [
  [0, 0.1, 0.1],
  [1_000_000, 0.0675, 0.08],
  [2_000_000, 0.065, 0.0775],
  [4_000_000, 0.0625, 0.075],
  [6_000_000, 0.05, 0.06],
  [8_000_000, 0.04, 0.05],
  [10_000_000, 0.03, 0.045],
];

const DERIVATIVES: Rows = [
  [0, 0.02, 0.055],
  [10_000_000, 0.018, 0.04],
  [25_000_000, 0.016, 0.0375],
  [50_000_000, 0.014, 0.035],
  [100_000_000, 0.012, 0.032],
  [250_000_000, 0.01, 0.032],
  [500_000_000, 0, 0.03],
];

const ABOUT = {
  asOf: '2025-06-01',
  source:
    "Bybit's help centre, Bybit Trading Fees (article 000001634), an undated copy: all rates, and that levels are refreshed daily; the volumes of levels as third parties quote them, the page itself hints at others for some of them",
};

const COUNTED = { over: 30, updated: 'day' } as const;

export const BYBIT = {
  'bybit-spot': makerTaker(SPOT, ABOUT, COUNTED),
  'bybit-linear': makerTaker(DERIVATIVES, ABOUT, COUNTED),
  'bybit-inverse': makerTaker(DERIVATIVES, ABOUT, COUNTED),
};
