import type { FeeSpec } from '../fee-spec.ts';
import type { FeePreset } from './preset.ts';
import { AUDIT_TRAIL_FEE, SEC_FEE, TRADING_ACTIVITY_FEE } from './us-regulatory.ts';

/** Each kind is charged at the end of a day, its sum rounded up to the cent. */
const byDay = (of: FeeSpec): FeeSpec => ({ model: 'per-day', roundUp: 0.01, of });

const US_STOCKS: FeePreset = {
  asOf: '2026-06-09',
  source:
    'docs.alpaca.markets/docs/regulatory-fees (no commission; sums of a day are rounded up to the cent) and alpaca.markets/support/regulatory-fees; the rates themselves as in us-regulatory.ts',
  currency: 'USD',
  tiers: 0,
  options: [],
  fee: () => ({
    model: 'in',
    currency: 'USD',
    of: { model: 'sum', of: [byDay(SEC_FEE), byDay(TRADING_ACTIVITY_FEE), byDay(AUDIT_TRAIL_FEE)] },
  }),
};

export const ALPACA = { 'alpaca-us-stocks': US_STOCKS };
