import fc from 'fast-check';
import { HOUR, MINUTE } from '../../engine/model/time.ts';
import type { Account, Action, Daily, Money, Rate, Swap, Terms, Tier } from '../reference/account/terms.ts';
import type { Bar, Instrument, Options, Stream } from '../reference/stream.ts';
import { deedsOf, ordersOf } from './random-account-orders.ts';
import { sessions } from './random-streams.ts';

/** Monday the first of January 2024. */
export const BEGIN = Date.UTC(2024, 0, 1);
const int = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const maybe = <T>(arb: fc.Arbitrary<T>, freq = 2): fc.Arbitrary<T | undefined> => fc.option(arb, { nil: undefined, freq });
const oneIn = (times: number): fc.Arbitrary<boolean> => int(0, times - 1).map((n) => n === 1);
/** The fields that are there. */
const given = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

/** How a price moves; times are counted in bars. */
const course = fc.record({
  hours: fc.constantFrom(3, 6, 6, 24),
  late: fc.constantFrom(0, 0, 0, 1, 4),
  rows: fc.array(
    fc.record({
      jump: fc.constantFrom(0, 0, 0, 1, -1, 3, -3, 12, -12, 40, -40),
      move: int(-8, 8),
      up: int(0, 5),
      down: int(0, 5),
      pause: fc.constantFrom(0, 0, 0, 0, 0, 1, 5),
      volume: int(1, 60),
    }),
    { minLength: 3, maxLength: 12 },
  ),
});
type ValueOf<A> = A extends fc.Arbitrary<infer T> ? T : never;

/** What befalls a holder, at the open of one of the bars. */
const befall = fc.record({
  row: int(1, 11),
  what: fc.constantFrom(
    { type: 'split', value: 2 },
    { type: 'split', value: 7 },
    { type: 'split', value: 0.1 },
    { type: 'split', value: 1.5 },
    { type: 'dividend', value: 2.3 },
    { type: 'dividend', value: 0.7 },
    { type: 'delisting', value: Number.NaN },
    { type: 'delisting', value: 90 },
  ) as fc.Arbitrary<Pick<Action, 'type' | 'value'>>,
});

const TICK = 0.5;

/** Bars, whose prices follow the splits, and the actions at their opens. */
function barsOf(
  { hours, late, rows }: ValueOf<typeof course>,
  befalls: readonly ValueOf<typeof befall>[],
): { bars: Bar[]; actions: Action[] } {
  const actions: Action[] = [];
  let openTs = BEGIN + late * HOUR;
  let last = 100;
  const bars = rows.map(({ jump, move, up, down, pause, volume }, k) => {
    openTs += pause * hours * HOUR;
    for (const { row, what } of befalls) {
      if (row !== k) continue;
      actions.push({ ts: openTs, ...what });
      if (what.type === 'split') last = Math.max(Math.round(last / what.value / TICK), 40) * TICK;
    }
    const open = Math.max(last + jump * TICK, 4);
    const close = Math.max(open + move * TICK, 4);
    const high = Math.max(open, close) + up * TICK;
    const low = Math.max(Math.min(open, close) - down * TICK, 2);
    const bar = { openTs, ts: openTs + hours * HOUR, open, high, low, close, volume };
    openTs = bar.ts;
    last = close;
    return bar;
  });
  return { bars, actions };
}

const swap: fc.Arbitrary<Swap> = fc
  .record({
    long: fc.constantFrom(-0.02, 0.01),
    short: fc.constantFrom(-0.03, 0.004),
    unit: fc.constantFrom('price', 'rate'),
    triple: fc.constantFrom('wednesday', 'friday'),
  })
  .map((one) => one as Swap);

const tiers: fc.Arbitrary<Tier[]> = fc.constantFrom<Tier[]>(
  [],
  [],
  [{ upTo: null, initial: 0.1, maintenance: 0.05 }],
  [
    { upTo: 500, initial: 0.05, maintenance: 0.02 },
    { upTo: 1100, initial: 0.1, maintenance: 0.06 },
    { upTo: null, initial: 0.3, maintenance: 0.2 },
  ],
);

const kinds = fc.constantFrom(
  { contract: 'spot', currency: 0 },
  { contract: 'spot', currency: 0 },
  { contract: 'spot', currency: 1 },
  { contract: 'linear', currency: 0 },
  { contract: 'linear', currency: 1 },
  { contract: 'inverse', currency: 2 },
  { contract: 'quanto', currency: 0 },
  { contract: 'quanto', currency: 1 },
) as fc.Arbitrary<Pick<Terms, 'contract' | 'currency'>>;

const traded = fc.record({
  kind: kinds,
  step: fc.constantFrom(0.5, 1, 0.1),
  multiplier: fc.constantFrom(1, 1, 2),
  margin: tiers,
  isIsolated: oneIn(3),
  borrow: maybe(fc.record({ rate: maybe(fc.constantFrom(0.1, 0.5), 2), available: maybe(fc.constantFrom(3, 6.5)) })),
  swap: maybe(swap),
  expires: maybe(int(2, 20), 6),
  settlementPrice: maybe(fc.constantFrom(95, 103.5)),
  sessions: maybe(sessions, 2),
  course,
  befalls: fc.array(befall, { maxLength: 2 }),
  lowers: fc.boolean(),
  fundings: fc.array(fc.record({ late: fc.constantFrom(0, 0, 3, 17, 900, 59_999), rate: int(-300, 300) }), { maxLength: 9 }),
});
type Traded = ValueOf<typeof traded>;

/** What the market and the venue make of a draft. */
function marketOf(draft: Traded, isCash: boolean): { instrument: Instrument; bars: Bar[]; actions: Action[]; funding: Rate[] } {
  const { contract, currency } = isCash ? { contract: 'spot' as const, currency: draft.kind.currency % 2 } : draft.kind;
  const isSpot = contract === 'spot';
  const { bars, actions } = barsOf(draft.course, isSpot ? draft.befalls : []);
  const first = bars[0]!.openTs;
  return {
    instrument: {
      tick: TICK,
      step: draft.step,
      multiplier: contract === 'inverse' ? 100 : draft.multiplier,
      terms: {
        contract,
        currency,
        margin: draft.margin,
        isIsolated: !isSpot && draft.isIsolated,
        ...given({
          borrow: draft.borrow === undefined ? undefined : given(draft.borrow),
          swap: draft.swap,
          expiry: isSpot || draft.expires === undefined ? undefined : first + draft.expires * 3 * HOUR,
          settlementPrice: draft.settlementPrice,
        }),
      },
      ...given({ sessions: draft.sessions }),
    },
    bars,
    actions,
    funding: isSpot ? [] : draft.fundings.map(({ late, rate }, k) => ({ ts: BEGIN + k * 8 * HOUR + late, rate: rate / 100_000 })),
  };
}

const account = fc.record({
  cash: int(200_000, 3_000_000).map((n) => n / 1_000 + 0.000_137),
  type: fc.constantFrom('margin', 'margin', 'margin', 'margin', 'cash') as fc.Arbitrary<Account['type']>,
  leverage: fc.constantFrom(1, 2, 5, 10, 20),
  balances: maybe(fc.tuple(int(-300, 900), int(-2, 9)).map(([euro, coin]) => [0, euro, coin])),
  settlement: fc.constantFrom(0, 1, 2),
  liquidation: maybe(
    fc.record({
      judged: fc.constantFrom('close', 'intrabar') as fc.Arbitrary<'close' | 'intrabar'>,
      /** As a share of what a position binds. */
      maintenance: fc.constantFrom(0, 0.3, 0.6, 0.9),
      fee: fc.constantFrom(0, 0.01),
      part: fc.constantFrom(1, 1, 0.5, 0.25),
      negativeBalance: fc.constantFrom('owed', 'forgiven') as fc.Arbitrary<'owed' | 'forgiven'>,
    }),
    4,
  ),
});

const daily: fc.Arbitrary<Daily | undefined> = maybe(
  fc
    .record({
      at: fc.constantFrom(0, 0, 22 * HOUR, 7 * HOUR + 30 * MINUTE),
      borrow: maybe(fc.record({ rate: fc.constantFrom(0.03, 0.2) }), 3),
      swap: maybe(swap),
      interest: maybe(fc.record({ credit: fc.constantFrom(0, 0.05), debit: fc.constantFrom(0, 0.1) }), 3),
    })
    .map((one) => given(one) as Daily),
  3,
);

/** How a currency moves, in thousandths, every three hours. */
const rates = fc.record({ late: fc.constantFrom(0, 0, 0, 2, 7), moves: fc.array(int(-30, 30), { minLength: 1, maxLength: 30 }) });

function ratesOf({ late, moves }: ValueOf<typeof rates>, first: number, [begin, end]: readonly [number, number]): Rate[] {
  let rate = first;
  return moves
    .map((move, k) => {
      rate *= 1 + move / 1_000;
      return { ts: begin + HOUR + (late + k) * 3 * HOUR, rate };
    })
    .filter(({ ts }) => ts <= end);
}

const options: fc.Arbitrary<Options> = fc.record({
  path: fc.constantFrom('pessimistic', 'pessimistic', 'pessimistic', 'o-h-l-c', 'o-l-h-c', 'nearest-extreme-first'),
  touch: fc.constantFrom('through', 'fill'),
  fillOn: fc.constantFrom('next-open', 'next-open', 'next-open', 'on-close'),
  trailBy: fc.constantFrom('extreme', 'extreme', 'close'),
  volumeLimit: fc.constantFrom(null, null, null, 0.25),
  clip: fc.constant(false),
  slippage: fc.constantFrom<Options['slippage'][]>(
    { model: 'none' },
    { model: 'none' },
    { model: 'ticks', ticks: 1 },
    { model: 'percent', rate: 0.002 },
  ),
  feeRate: fc.constantFrom(0, 0.001),
  feeInKind: fc.constantFrom(false, false, true),
  latency: fc.constantFrom(0, 0, 0, 0, 1_000, HOUR, 7 * HOUR),
}) as fc.Arbitrary<Options>;

type Share = fc.Arbitrary<number | null>;

/** Random bars of one to three instruments with contracts of their own, an account, what is paid, and random orders. */
export const accounts: fc.Arbitrary<Stream> = fc
  .record({
    drafts: fc.array(traded, { minLength: 1, maxLength: 3 }),
    strategies: fc.constantFrom(1, 1, 2, 3),
    capital: fc.tuple(...([0, 1, 2].map(() => fc.constantFrom(null, null, 400, 1_500.25)) as [Share, Share, Share])),
    account,
    daily,
    euro: rates,
    coin: rates,
    deeds: deedsOf(12),
    options,
  })
  .map(({ drafts, strategies, capital, account, daily, euro, coin, deeds, options }): Stream => {
    const isCash = account.type === 'cash';
    const markets = drafts.map((draft) => marketOf(draft, isCash));
    const all = markets.flatMap(({ bars }) => bars);
    const span = [Math.min(...all.map(({ openTs }) => openTs)), Math.max(...all.map(({ ts }) => ts))] as const;
    const known = [[], ratesOf(euro, 1.1, span), ratesOf(coin, 95, span)];
    const { balances, liquidation, ...rest } = account;
    // A balance in a currency counts from the beginning, so its rate must be known then.
    const held = balances?.map((one, c) => (c > 0 && (isCash ? one < 0 : false) ? 0 : known[c]?.[0]?.ts === span[0] + HOUR ? one : 0));
    const money: Money = {
      account: {
        ...rest,
        leverage: isCash ? 1 : rest.leverage,
        settlement: isCash ? rest.settlement : 0,
        ...given({
          balances: held,
          liquidation:
            isCash || liquidation === undefined || options.latency > 0
              ? undefined
              : { ...liquidation, maintenance: liquidation.maintenance / rest.leverage },
        }),
      },
      strategies,
      capital: capital.slice(0, strategies),
      rates: known,
      funding: markets.map(({ funding }) => funding),
      actions: markets.map(({ actions }) => actions),
      lowers: drafts.map(({ lowers }) => lowers),
      ...given({ daily }),
    };
    const instruments = markets.map(({ instrument }) => instrument);
    const bars = markets.map((one) => one.bars);
    return { instruments, bars, commands: ordersOf(deeds, instruments, bars, strategies), options, money };
  });
