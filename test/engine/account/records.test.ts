import { describe, expect, it } from 'vitest';
import { ACTION } from '../../../engine/broker/sim/financing/actions.ts';
import { runBacktest } from '../../../engine/loop/backtest.ts';
import { fingerprint } from '../../../engine/loop/fingerprint.ts';
import { Outcome } from '../../../engine/loop/outcome.ts';
import { BarSeries, type Series } from '../../../engine/model/series.ts';
import { DAY } from '../../../engine/model/time.ts';
import { rowsOf } from '../../property/passing.ts';
import { at, bars, columnsOf, daily, follow, MONDAY, partsOf, quotes, type Row, type Terms, trader } from '../world.ts';

const HOUR = 3_600_000;
const flat = (price: number, count: number): readonly Row[] => Array.from({ length: count }, () => [price, price, price, price]);

/** Things that happen to instrument 0 on their dates. */
const actions = (...list: readonly (readonly [date: string, type: keyof typeof ACTION, value: number])[]) => [
  {
    instrument: 0,
    times: Float64Array.from(list, ([date]) => at(date)),
    types: Float64Array.from(list, ([, type]) => ACTION[type]),
    values: Float64Array.from(list, ([, , value]) => value),
  },
];

/** Ten shares priced in euros, bought on Tuesday at 50, worth 60 from Wednesday on, in an account of dollars. */
function inEuros(account: Terms['account'], rates: readonly (Row | string)[], more: Terms = {}): Outcome {
  const asset = bars('A', '1d', [...flat(50, 2), ...flat(60, 2)]);
  const rate = bars('EURUSD', '1d', rates);
  rate.converts = 1;
  const parts = partsOf([trader({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }) }))], {
    account: { currency: 'USD', cash: 10_000, currencies: ['EUR'], ...account },
    instruments: { A: { quote: 'EUR' } },
    ...more,
  });
  return new Outcome(runBacktest({ ...parts, series: [...parts.series, rate] }));
}

const rising: readonly Row[] = [
  [1, 1, 1, 1],
  [1.1, 1.1, 1.1, 1.1],
  [1.2, 1.2, 1.2, 1.2],
  [1.2, 1.2, 1.2, 1.2],
];

describe('the ledger of a result', () => {
  it('says of each payment when, what for, whose, how much and what that is in account money', () => {
    const past = inEuros({}, rising, { financing: { actions: actions(['2024-01-03', 'dividend', 0.5]) } });
    expect(past.ledger).toEqual([
      {
        ts: at('2024-01-03'),
        kind: 'dividend',
        strategyId: 's1',
        instrument: 'A',
        amount: 5,
        currency: 'EUR',
        rate: 1.1,
        value: 5.5,
      },
    ]);
  });

  it('says nobody where a payment is the account’s own', () => {
    const past = daily(flat(100, 3), () => ({}), { financing: { daily: { at: 0, interest: { credit: 0.0365, debit: 0 } } } });
    expect(new Outcome(past.run).ledger[0]).toMatchObject({ kind: 'interest', strategyId: null, instrument: null, amount: 1, rate: 1 });
  });

  it('counts what was paid before the first rate of a currency at that rate', () => {
    const interest = { financing: { daily: { at: 12 * HOUR, interest: { credit: 0.0365, debit: 0 } } } };
    const past = inEuros({ balances: { EUR: 1_000 } }, ['2024-01-02', ...rising], interest);
    expect(past.ledger.filter(({ currency }) => currency === 'EUR').slice(0, 2)).toMatchObject([
      { ts: at('2024-01-02T12:00'), rate: 1, value: expect.closeTo(0.1, 10) },
      { ts: at('2024-01-03T12:00'), rate: 1 },
    ]);
  });
});

describe('a split of a result', () => {
  it('says what it made of what was held', () => {
    const past = daily(flat(100, 4), (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 11 }) }), {
      financing: { actions: actions(['2024-01-03', 'split', 1.5]) },
      instruments: { A: { stepSize: 1 } },
    });
    expect(new Outcome(past.run).splits).toEqual([
      { ts: at('2024-01-03'), instrument: 'A', ratio: 1.5, held: [{ strategyId: 's1', before: 11, after: 16 }] },
    ]);
  });

  it('is there though nobody held anything', () => {
    const past = daily(flat(100, 4), () => ({}), { financing: { actions: actions(['2024-01-03', 'split', 2]) } });
    expect(new Outcome(past.run).splits).toEqual([{ ts: at('2024-01-03'), instrument: 'A', ratio: 2, held: [] }]);
  });
});

describe('the money at the start', () => {
  it('counts foreign balances at the rate that is known when the account is first valued', () => {
    expect(inEuros({ balances: { EUR: 1_000 } }, rising).startCash).toBe(11_000);
    // Rates of the week before the run: the newest of them.
    const early = inEuros({ balances: { EUR: 1_000 } }, ['2023-12-28', ...rising.slice(0, 2), '2024-01-03', [2, 2, 2, 2]]);
    expect(early.startCash).toBeCloseTo(11_100, 9);
  });

  it('counts them at the first rate where none is known yet, and equity begins there', () => {
    const late = inEuros({ balances: { EUR: 1_000 } }, ['2024-01-02', ...rising.slice(1)]);
    expect(late.startCash).toBeCloseTo(11_100, 9);
    expect([...late.equity.ts]).toEqual([2, 3, 4].map((day) => MONDAY + day * DAY));
    expect(late.equity.value[0]).toBeCloseTo(11_100, 9);
  });

  it('is not known where a currency never has a rate', () => {
    expect(inEuros({ balances: { EUR: 1_000 } }, []).startCash).toBeNaN();
  });
});

describe('a run with rates from long before it', () => {
  it('is charged from its own first bar on', () => {
    const financing = { daily: { at: 12 * HOUR, interest: { credit: 0.0365, debit: 0 } } };
    const { ledger } = inEuros({}, ['2023-06-01', ...flat(1, 400)], { financing });
    expect(ledger[0]!.ts).toBe(at('2024-01-02T12:00'));
  });
});

describe('what is held at the end', () => {
  it('is worth its newest price at the newest rate', () => {
    expect(inEuros({}, rising).held).toEqual([{ strategyId: 's1', instrument: 'A', qty: 10, price: 60, value: 720 }]);
  });
});

describe('the rates of a result', () => {
  const ratesOf = (rate: Series): Outcome['rates'] => {
    rate.converts = 1;
    const asset = bars('A', '1d', flat(50, 3));
    const parts = partsOf([trader({ asset }, () => ({}))], { account: { currencies: ['EUR'] } });
    return new Outcome(runBacktest({ ...parts, series: [...parts.series, rate] })).rates;
  };
  const expected = { currency: 'EUR', ts: Float64Array.of(1, 2, 3).map((day) => MONDAY + day * DAY), rate: Float64Array.of(1, 1.1, 1.2) };

  it('are the closes of their bars, whether those are in memory or pass', () => {
    expect(ratesOf(bars('EURUSD', '1d', rising.slice(0, 3)))).toEqual([expected]);
    const columns = columnsOf('1d', rising.slice(0, 3));
    expect(ratesOf(BarSeries.streamed('EURUSD', () => rowsOf({ ...columns })))).toEqual([expected]);
  });

  it('are the middles of quotes', () => {
    const rows = rising.slice(0, 3).map(([price], k) => [`2024-01-0${k + 2}`, price - 0.5, price + 0.5] as const);
    expect(ratesOf(quotes('EURUSD', rows))).toEqual([expected]);
  });
});

describe('the days that count', () => {
  it('are those of the first value of equity that knows of a fill or a payment', () => {
    // A bar of a day closes at midnight: what is paid at that moment comes after its value.
    const past = inEuros({}, rising, { financing: { actions: actions(['2024-01-03', 'dividend', 0.5]) } });
    const { fillDays, paymentDays } = past.bookings;
    expect([...fillDays, ...paymentDays].map((day) => new Date(day * DAY).toISOString().slice(0, 10))).toEqual([
      '2024-01-02',
      '2024-01-03',
    ]);
  });
});

describe('a fill in another currency', () => {
  it('says what a unit of its money was worth, by which fees and turnover are counted', () => {
    const past = inEuros({}, rising.slice(1), { fee: { model: 'fixed', amount: 2 } });
    expect(past.fills[0]).toMatchObject({ price: 50, fee: 2, rate: 1.1 });
    expect(past.traded).toBeCloseTo(550, 9);
  });

  it('that closes makes a round trip in account money at its own rate', () => {
    const asset = bars('A', '1d', [...flat(50, 2), ...flat(60, 2)]);
    const rate = bars('EURUSD', '1d', rising);
    rate.converts = 1;
    const plan = trader({ asset }, (ctx) =>
      follow(asset, { 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }), 2: () => ctx.close(ctx.feeds.asset) }),
    );
    const parts = partsOf([plan], {
      account: { currencies: ['EUR'] },
      instruments: { A: { quote: 'EUR' } },
      fee: { model: 'fixed', amount: 5 },
    });
    const [trip] = new Outcome(runBacktest({ ...parts, series: [...parts.series, rate] })).roundTrips;
    // 100 euros gained, ten of fees, at 1.2; the return is that of the euros put in.
    expect(trip).toMatchObject({ pnl: expect.closeTo(108, 9), fees: expect.closeTo(12, 9), returnPct: expect.closeTo(0.18, 12) });
  });
});

describe('the hash of a result', () => {
  const paid = (...amounts: readonly number[]) =>
    daily(flat(100, 4), (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }) }), {
      financing: { actions: actions(...amounts.map((amount) => ['2024-01-03', 'dividend', amount] as const)) },
    }).run;

  it('knows payments that come to the same', () => {
    const [once, twice] = [paid(1), paid(0.5, 0.5)];
    expect([...new Outcome(once).equity.value]).toEqual([...new Outcome(twice).equity.value]);
    expect(fingerprint(once)).not.toBe(fingerprint(twice));
  });

  it('is what it was where nothing is paid', () => {
    expect(fingerprint(paid())).toBe(fingerprint(daily(flat(100, 4), (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }) })).run));
  });

  it('knows a split of what nobody holds', () => {
    const split = { financing: { actions: actions(['2024-01-03', 'split', 2]) } };
    expect(fingerprint(daily(flat(100, 4), () => ({}), split).run)).not.toBe(fingerprint(daily(flat(100, 4), () => ({})).run));
  });
});
