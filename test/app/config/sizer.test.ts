import { describe, expect, it } from 'vitest';
import { backtest } from '../../../app/backtest.ts';
import { parseRunSpec } from '../../../app/config/parse.ts';
import { defineStrategy } from '../../../engine/index.ts';
import type { SizerModel } from '../../../engine/sizing/sizer.ts';
import type { SizerSpec } from '../../../engine/sizing/sizer-spec.ts';
import { sizers } from '../../../engine/sizing/sizers.ts';

const RUN = { strategy: 'sma-cross', feeds: { asset: 'sample:sp500' } };
const sizerOf = (sizer: object) => parseRunSpec({ ...RUN, sizer }).sizer;

describe('the sizer of a run file', () => {
  it('has its defaults written out, inside of others too', () => {
    expect(sizerOf({ model: 'cap', notional: 5_000, of: { model: 'atr', risk: 0.01 }, at: 'fill' })).toEqual({
      model: 'cap',
      notional: 5_000,
      of: { model: 'atr', risk: 0.01, multiple: 2, period: 14, timeframe: null },
      at: 'fill',
      fit: false,
    });
    expect(sizerOf({ model: 'kelly', fallback: 0.1 })).toMatchObject({ multiple: 0.5, floor: 0, cap: 1, min: 30, bet: 'notional' });
    expect(sizerOf({ model: 'equal-risk' })).toMatchObject({ period: 60, exposure: 1, timeframe: null });
  });

  it('is a fraction of equity where only something else of it is said', () => {
    const rest = { model: 'fraction-of-equity', fraction: 0.99, at: 'signal', fit: false };
    expect([sizerOf({}), sizerOf({ fit: true }), sizerOf({ fraction: 0.5 }), sizerOf({ at: 'fill' })]).toEqual([
      rest,
      { ...rest, fit: true },
      { ...rest, fraction: 0.5 },
      { ...rest, at: 'fill' },
    ]);
    expect(() => sizerOf({ modle: 'kelly' })).toThrow(
      'Expected a key of "sizer" to be one of model, fraction, at, fit, but it was "modle"; did you mean "model"?',
    );
  });

  it.each([
    [
      'a name that is near',
      { model: 'kely' },
      /^Expected "sizer.model" to be one of fixed, .*, but it was "kely"; did you mean "kelly"\?$/,
    ],
    [
      'a share above 1',
      { model: 'cap', qty: 1, of: { model: 'atr', risk: 2 } },
      'Expected "sizer.of.risk" to be a fraction above 0, at most 1',
    ],
    [
      'when it is sized, inside',
      { model: 'scale', factor: 2, of: { model: 'fixed', qty: 1, at: 'fill' } },
      'Expected a key of "sizer.of" to be one of model, qty, but it was "at"',
    ],
    [
      'a cap of nothing',
      { model: 'cap', of: { model: 'fixed', qty: 1 } },
      'Expected "sizer" to be an object with at least one of qty, notional, fraction',
    ],
    ['one of nothing', { model: 'scale', factor: 2 }, 'Expected "sizer.of" to be an object with a "model", but it was missing'],
    [
      'a timeframe that is none',
      { model: 'atr', risk: 0.1, timeframe: 'day' },
      'Expected "sizer.timeframe" to be null, or a timeframe such as "1d", but it was "day"',
    ],
    ['a period of one', { model: 'risk-parity', period: 1 }, 'Expected "sizer.period" to be a whole number of bars, from 2 to 1023'],
    [
      'a function with more',
      { model: () => () => 1, when: 'fill' },
      'Expected a key of "sizer" to be one of model, at, fit, but it was "when"',
    ],
  ])('refuses %s', (_, sizer, sentence) => {
    expect(() => sizerOf(sizer)).toThrow(sentence);
  });
});

describe('a sizer of a program', () => {
  const rows = Array.from({ length: 40 }, (_, k) => 100 + (k % 5));
  const bars = rows.map((price, k) => ({ ts: Date.UTC(2024, 0, k + 1), open: price, high: price + 2, low: price - 2, close: price }));
  const strategy = defineStrategy({
    name: 'once',
    params: {},
    feeds: ['asset'],
    setup(ctx) {
      let bar = 0;
      return { onBar: () => (++bar === 30 ? ctx.buy(ctx.feeds.asset) : undefined) };
    },
  });
  const run = (sizer: SizerSpec) => backtest({ strategy, feeds: { asset: { bars, timeframe: '1d' } }, sizer });

  it('is the same by functions and by names', async () => {
    const { cap, atr, roundTo } = sizers;
    const composed = await run({ model: roundTo(cap(atr({ risk: 0.02 }), { fraction: 0.4 }), 10), at: 'fill' });
    const named = await run({
      model: 'round-to',
      lot: 10,
      of: { model: 'cap', fraction: 0.4, of: { model: 'atr', risk: 0.02 } },
      at: 'fill',
    });
    expect(named.fills[0]!.qty).toBeGreaterThan(0);
    expect(named.fills[0]!.qty % 10).toBe(0);
    expect(composed.resultHash).toBe(named.resultHash);
  });

  it('may be any function of an order, and is named, not held, in the result', async () => {
    const asked: string[] = [];
    const model: SizerModel = (desk) => (request) => {
      asked.push(`${desk.instruments[request.index]!.id} ${request.side} ${request.price}`);
      return 7;
    };
    const result = await run({ model });
    expect(result.fills.map(({ qty }) => qty)).toEqual([7]);
    expect(asked).toEqual(['asset buy 104']);
    expect(result.spec).toMatchObject({ sizer: { model: 'own', at: 'signal', fit: false } });
  });
});
