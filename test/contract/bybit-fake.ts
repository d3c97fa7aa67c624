import type { Fake, Standing } from '../../app/brokers/contract/subject.ts';
import type { AccountSnapshot } from '../../engine/broker/broker.ts';
import { BybitVenue } from '../../engine/broker/live/bybit/adapter.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import { KEY } from '../venues/bybit/bybit-world.ts';
import { type CalmBybit, calmBybit, TROUBLES } from '../venues/bybit/calm-bybit.ts';
import type { ExchangeTerms } from '../venues/hostile/exchange.ts';

/** The adapter as a process has it. */
export const bybitVenue = (
  { baseUrl, streamUrl }: Pick<CalmBybit, 'baseUrl' | 'streamUrl'>,
  instruments: readonly Instrument[],
): BybitVenue => new BybitVenue({ instruments, ...KEY, hosts: { rest: baseUrl, privateStream: streamUrl, publicStream: streamUrl } });

/** The adapter of Bybit on a fake Bybit of its own. */
export async function bybitFake(
  instruments: readonly Instrument[],
  { unit, start, terms }: { readonly unit: number; readonly start: Standing; readonly terms?: Partial<ExchangeTerms> },
): Promise<Fake> {
  const bybit = await calmBybit(instruments, terms);
  const { wall, show, next, close } = bybit;
  let standing = start;
  instruments.forEach((_, index) => {
    show(start, index);
  });
  return {
    ...{ venue: bybitVenue(bybit, instruments), again: () => bybitVenue(bybit, instruments), instruments, unit, clock: wall },
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
  const { positions, ...truth } = world.exchange.snapshot(0);
  const { listed, marks } = desk.books;
  const taken = (id: string): number => marks.taken[listed.find(({ instrument }) => instrument.id === id)!.index]!;
  return { ...truth, positions: positions.map((one) => ({ ...one, qty: one.qty - taken(one.instrument) })) };
}
