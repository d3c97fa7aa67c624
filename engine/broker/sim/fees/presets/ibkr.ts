import type { FeeSpec, FeeTier } from '../fee-spec.ts';
import type { FeePreset } from './preset.ts';
import { AUDIT_TRAIL_FEE, SEC_FEE, TRADING_ACTIVITY_FEE } from './us-regulatory.ts';

const SOURCE =
  'interactivebrokers.co.uk, Commissions Stocks, United States, an undated copy with the SEC rate of May 2024 to May 2025; the regulatory rates, which change by date, as in us-regulatory.ts';
const ABOUT = { asOf: '2025-03-01', currency: 'USD' } as const;

const REGULATORY: readonly FeeSpec[] = [SEC_FEE, TRADING_ACTIVITY_FEE, AUDIT_TRAIL_FEE];

/** An order that goes on overnight counts as a new one for its minimum. */
const perOrder = (min: number, of: FeeSpec): FeeSpec => ({ model: 'per-order', daily: true, min, maxRate: 0.01, of });

const FIXED: FeePreset = {
  ...ABOUT,
  source: SOURCE,
  tiers: 0,
  options: [],
  fee: () => inDollars([perOrder(1, { model: 'per-contract', perContract: 0.005 }), ...REGULATORY]),
};

/** Per share, by the shares of the calendar month; each rate is for the shares within its tier. */
const MONTHLY: readonly (readonly [from: number, perShare: number])[] = [
  [0, 0.0035],
  [300_000, 0.002],
  [3_000_000, 0.0015],
  [20_000_000, 0.001],
  [100_000_000, 0.0005],
];

/** NYSE's and FINRA's charges on what IBKR earns. */
const PASS_THROUGH = 1 + 0.000175 + 0.000563;

const TIERED: FeePreset = {
  ...ABOUT,
  source: `${SOURCE}; what an exchange charges depends on where an order is filled: 0.003 for takers is the most that Rule 610 of Regulation NMS allows, and no rebate is taken for granted`,
  tiers: MONTHLY.length,
  options: ['exchange'],
  fee({ tier = 0, volume, exchange = { maker: 0, taker: 0.003 } }) {
    const tiers = tier === 'volume' ? MONTHLY.map(([from, rate]) => alike(from, rate)) : [alike(0, MONTHLY[tier]![1])];
    const commission: FeeSpec = { model: 'tiers', by: 'units', over: 'month', updated: 'fill', marginal: true, tiers, volume };
    return inDollars([
      { model: 'scale', factor: PASS_THROUGH, of: perOrder(0.35, commission) },
      { model: 'tiers', by: 'units', tiers: [{ from: 0, ...exchange }] },
      { model: 'per-order', maxRate: 0.005, of: { model: 'per-contract', perContract: 0.0002 } },
      ...REGULATORY,
    ]);
  },
};

const alike = (from: number, rate: number): FeeTier => ({ from, maker: rate, taker: rate });

const inDollars = (of: readonly FeeSpec[]): FeeSpec => ({ model: 'in', currency: 'USD', of: { model: 'sum', of } });

export const IBKR = { 'ibkr-us-stocks-fixed': FIXED, 'ibkr-us-stocks-tiered': TIERED };
