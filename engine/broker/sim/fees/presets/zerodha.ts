import type { FeeSpec } from '../fee-spec.ts';
import type { FeePreset } from './preset.ts';

const SOURCE =
  "zerodha.com/charges and Zerodha's support pages; the transaction charges of NSE and the taxes by a list of 2026 that other brokers share; earlier rates of the tax on futures and options by the Finance Acts of 2023 and 2024. Not contained: rounding to the rupee, and the depository's charge per share sold from a holding";

/** Of the turnover, in percent. */
interface Charges {
  readonly brokerage: FeeSpec;
  readonly exchange: number;
  /** Securities transaction tax: of whom, and from when on. */
  readonly tax: FeeSpec;
  /** Stamp duty on what is bought. */
  readonly stamp: number;
}

const CRORE = 10_000_000;
const SEBI = 10 / CRORE;
const GST = 1.18;

const percent = (of: number): FeeSpec => ({ model: 'percent', rate: of / 100 });
const bought = (of: FeeSpec): FeeSpec => ({ model: 'one-side', side: 'buy', of });
const sold = (of: FeeSpec): FeeSpec => ({ model: 'one-side', side: 'sell', of });

/** An executed order's share of its turnover, 20 rupees at most. */
const SHARE_OR_TWENTY: FeeSpec = { model: 'per-order', max: 20, of: percent(0.03) };
const TWENTY: FeeSpec = { model: 'per-order', min: 20, max: 20, of: { model: 'none' } };

/** The tax on futures and options, which two budgets have raised. */
const raised = (until2024: number, until2026: number, now: number): FeeSpec => ({
  model: 'by-date',
  steps: [
    { from: '2023-04-01', of: percent(until2024) },
    { from: '2024-10-01', of: percent(until2026) },
    { from: '2026-04-01', of: percent(now) },
  ],
});

/** Goods and services tax is on what the broker, the exchange and the regulator charge. */
const preset = ({ brokerage, exchange, tax, stamp }: Charges): FeePreset => ({
  asOf: '2026-05-11',
  source: SOURCE,
  currency: 'INR',
  tiers: 0,
  options: [],
  fee: () => ({
    model: 'in',
    currency: 'INR',
    of: {
      model: 'sum',
      of: [
        { model: 'scale', factor: GST, of: { model: 'sum', of: [brokerage, percent(exchange), { model: 'percent', rate: SEBI }] } },
        tax,
        bought(percent(stamp)),
      ],
    },
  }),
});

export const ZERODHA = {
  'zerodha-equity-delivery': preset({ brokerage: { model: 'none' }, exchange: 0.00307, tax: percent(0.1), stamp: 0.015 }),
  'zerodha-equity-intraday': preset({ brokerage: SHARE_OR_TWENTY, exchange: 0.00307, tax: sold(percent(0.025)), stamp: 0.003 }),
  'zerodha-futures': preset({ brokerage: SHARE_OR_TWENTY, exchange: 0.00183, tax: sold(raised(0.0125, 0.02, 0.05)), stamp: 0.002 }),
  'zerodha-options': preset({ brokerage: TWENTY, exchange: 0.03553, tax: sold(raised(0.0625, 0.1, 0.15)), stamp: 0.003 }),
};
