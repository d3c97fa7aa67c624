import { describe, expect, it } from 'vitest';
import { parseRunSpec } from '../../../app/config/parse.ts';

const RUN = { strategy: 'sma-cross', feeds: { asset: 'sample:sp500' } };
const feeOf = (fee: object) => parseRunSpec({ ...RUN, costs: { fee } }).costs.fee;
const percent = { model: 'percent', rate: 0.001 };

describe('the fee of a run file', () => {
  it.each([
    {
      model: 'tiers',
      tiers: [{ from: 0, maker: -0.0001, taker: 0.001 }],
      over: 'month',
      by: 'units',
      updated: 'fill',
      marginal: true,
      volume: 5,
    },
    { model: 'per-order', of: percent, min: 1, max: 5, maxRate: 0.01, roundUp: 0.01, daily: true },
    { model: 'sum', of: [percent, { model: 'one-side', side: 'sell', of: { model: 'in', currency: 'USD', of: percent } }] },
    {
      model: 'by-date',
      steps: [
        { from: '2024-01-01', of: percent },
        { from: '2025-01-01', of: { model: 'scale', factor: 0.9, of: percent } },
      ],
    },
    { model: 'preset', name: 'binance-usdm', tier: 'volume', volume: 1e6, bnb: true },
    { model: 'preset', name: 'ibkr-us-stocks-tiered', tier: 0, exchange: { maker: -0.002, taker: 0.003 } },
  ])('is read as it is written: %j', (fee) => {
    expect(feeOf(fee)).toEqual(fee);
  });

  it('takes the first tier of a preset where none is said', () => {
    expect(feeOf({ model: 'preset', name: 'kraken-spot' })).toEqual({ model: 'preset', name: 'kraken-spot', tier: 0 });
  });

  it.each([
    [
      'a preset that is near',
      { model: 'preset', name: 'binance-sport' },
      /^Expected "costs.fee.name" to be one of .*, but it was "binance-sport"; did you mean "binance-spot"\?$/,
    ],
    [
      'a tier too many',
      { model: 'preset', name: 'binance-spot', tier: 10 },
      'Expected "costs.fee.tier" to be "volume", or a number from 0 to 9, but it was "10"',
    ],
    [
      'a tier where all pay the same',
      { model: 'preset', name: 'zerodha-futures', tier: 'volume' },
      'Expected "costs.fee.tier" to be 0: all pay the same, but it was "volume"',
    ],
    [
      'a coin that a venue has not',
      { model: 'preset', name: 'bybit-spot', bnb: true },
      'Expected "costs.fee.bnb" to be absent: "bybit-spot" has none, but it was "true"',
    ],
    [
      'volume beside a tier',
      { model: 'preset', name: 'kraken-spot', volume: 1 },
      'Expected "costs.fee.volume" to be absent where "tier" is not "volume", but it was "1"',
    ],
    [
      'a model that is near',
      { model: 'sum', of: [percent, { model: 'fixd' }] },
      /^Expected "costs.fee.of\[1\].model" to be one of .*; did you mean "fixed"\?$/,
    ],
    [
      'tiers that do not begin',
      { model: 'tiers', tiers: [{ from: 1, maker: 0, taker: 0 }] },
      'Expected "costs.fee.tiers" to be a list of tiers, the first from 0',
    ],
    ['no tiers', { model: 'tiers', tiers: [] }, 'Expected "costs.fee.tiers" to be a list of tiers, the first from 0'],
    [
      'a date that is none',
      { model: 'by-date', steps: [{ from: 'May', of: percent }] },
      'Expected "costs.fee.steps[0].from" to be an ISO date such as 2026-04-04, but it was "May"',
    ],
    [
      'dates that fall',
      {
        model: 'by-date',
        steps: [
          { from: '2025-01-01', of: percent },
          { from: '2024-01-01', of: percent },
        ],
      },
      'Expected "costs.fee.steps" to be a list of steps, each from a later date',
    ],
  ])('refuses %s', (_, fee, sentence) => {
    expect(() => feeOf(fee)).toThrow(sentence);
  });
});
