import type { FeeSpec } from '../fee-spec.ts';

/*
 * What US brokers pass on, by the date of the trade.
 *
 * SEC: Section 31 of the Exchange Act, dollars per million sold. The rates are those of the SEC's fee rate advisories and
 * FINRA's information notices (2016-03-15, 2019-03-12, 2020-02-03, 2021-02-16, 2025-04-24) and of the press of the day
 * (2022-05-13, 2023-01-24); that of 2026 by the order of 2026-02-27 as third parties quote it; those from 2017 and 2018 from
 * the notices that ended them.
 *
 * TAF: FINRA's Trading Activity Fee, Section 1 of Schedule A to its by-laws, per share sold, with its greatest per trade:
 * the rates from 2024 as brokers quote them, the cap of 2026 and the years before 2024 as commonly quoted.
 */

const SEC: readonly (readonly [from: string, perMillion: number])[] = [
  ['2016-02-16', 21.8],
  ['2017-07-04', 23.1],
  ['2018-05-22', 13],
  ['2019-04-16', 20.7],
  ['2020-02-18', 22.1],
  ['2021-02-25', 5.1],
  ['2022-05-14', 22.9],
  ['2023-02-27', 8],
  ['2024-05-22', 27.8],
  ['2025-05-14', 0],
  ['2026-04-04', 20.6],
];

const TAF: readonly (readonly [from: string, perShare: number, max: number])[] = [
  ['2012-07-01', 0.000119, 5.95],
  ['2022-01-01', 0.00013, 6.49],
  ['2023-01-01', 0.000145, 7.27],
  ['2024-01-01', 0.000166, 8.3],
  ['2026-01-01', 0.000195, 9.79],
];

/** The Consolidated Audit Trail's fees, per share bought or sold, together: alpaca.markets/support/regulatory-fees, 2025. */
const CAT = 0.0000265;

/** When the industry began to be charged for it. */
const CAT_BEGINS = '2024-09-01';

const MILLION = 1_000_000;

export const SEC_FEE: FeeSpec = {
  model: 'one-side',
  side: 'sell',
  of: { model: 'by-date', steps: SEC.map(([from, perMillion]) => ({ from, of: { model: 'percent', rate: perMillion / MILLION } })) },
};

export const TRADING_ACTIVITY_FEE: FeeSpec = {
  model: 'one-side',
  side: 'sell',
  of: {
    model: 'by-date',
    steps: TAF.map(([from, perContract, max]) => ({
      from,
      of: { model: 'per-order', max, daily: true, of: { model: 'per-contract', perContract } },
    })),
  },
};

export const AUDIT_TRAIL_FEE: FeeSpec = {
  model: 'by-date',
  steps: [
    { from: '1975-01-01', of: { model: 'none' } },
    { from: CAT_BEGINS, of: { model: 'per-contract', perContract: CAT } },
  ],
};
