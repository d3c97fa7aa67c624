import type { Fake, Standing } from '../../app/brokers/contract/subject.ts';
import type { AccountSnapshot, VenueFill } from '../../engine/broker/broker.ts';
import { BybitVenue } from '../../engine/broker/live/bybit/adapter.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import { KEY } from '../venues/bybit/bybit-world.ts';
import { type CalmBybit, calmBybit, TROUBLES } from '../venues/bybit/calm-bybit.ts';
import { nameOf } from '../venues/bybit/names.ts';
import type { ExchangeTerms } from '../venues/hostile/exchange.ts';
import { toGrid } from '../venues/hostile/resting-order.ts';

/** The adapter as a process has it. */
const bybitVenue = (
  { baseUrl: rest, streamUrl: stream }: Pick<CalmBybit, 'baseUrl' | 'streamUrl'>,
  instruments: readonly Instrument[],
  orders: 'rest' | 'stream',
): BybitVenue => new BybitVenue({ instruments, orders, ...KEY, hosts: { rest, privateStream: stream, publicStream: stream } });

/** How a market begins, and what the account has of it. */
export interface BybitStart {
  /** A small quantity that is enough for an order. */
  readonly unit: number;
  readonly start: Standing;
  /** Units of the first that are held: at spot nothing is sold that is not there. */
  readonly stock?: number;
  readonly terms?: Partial<ExchangeTerms>;
  /** How orders are sent. */
  readonly orders?: 'rest' | 'stream';
}

/** The adapter of Bybit on a fake Bybit of its own. */
export async function bybitFake(
  instruments: readonly Instrument[],
  { unit, start, stock = 0, terms, orders = 'rest' }: BybitStart,
): Promise<Fake> {
  const bybit = await calmBybit(instruments, terms);
  if (stock > 0) bybit.world.exchange.account.book(0, toGrid(instruments[0]!.steps, stock), start.bid, 0);
  const { wall, show, next } = bybit;
  /** What the venue was still about to answer is no timer of ours. */
  const close = async (): Promise<void> => {
    await bybit.close();
    await wall.pass(1_000);
  };
  let standing = start;
  instruments.forEach((_, index) => {
    show(start, index);
  });
  return {
    ...{
      venue: bybitVenue(bybit, instruments, orders),
      again: () => bybitVenue(bybit, instruments, orders),
      instruments,
      unit,
      clock: wall,
    },
    ...{ currencies: [instruments[0]!.settle], troubles: TROUBLES, next, close },
    market: () => standing,
    async move(to, instrument = 0) {
      if (instrument === 0) standing = to;
      show(to, instrument);
      await wall.pass(1);
    },
    truth: () => truthOf(bybit),
    get leftOver() {
      return wall.waiting;
    },
  };
}

/** What the exchange has, less what was taken in the coins that were bought. */
function truthOf({ world, desk }: CalmBybit): AccountSnapshot {
  const { positions, fills, ...truth } = world.exchange.snapshot(0);
  const { listed, marks } = desk.books;
  const listedAs = (id: string) => listed.find(({ instrument }) => instrument.id === id)!;
  const named = ({ instrument, execId, venueId }: VenueFill): string => {
    const { category } = listedAs(instrument);
    return `${nameOf(category, execId)}/${nameOf(category, venueId)}`;
  };
  return {
    ...truth,
    positions: positions.map((one) => ({ ...one, qty: one.qty - marks.taken[listedAs(one.instrument).index]! })),
    fills: fills.map((fill) => ({ ...fill, execId: named(fill) })),
  };
}
