import type { Fake, Standing } from '../../app/brokers/contract/subject.ts';
import type { AccountSnapshot } from '../../engine/broker/broker.ts';
import { IbkrVenue } from '../../engine/broker/live/ibkr/adapter.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import type { Wall } from '../../engine/model/wall.ts';
import type { ExchangeTerms } from '../venues/hostile/exchange.ts';
import { type CalmTws, calmTws, TROUBLES } from '../venues/tws/calm-tws.ts';
import type { Listed } from '../venues/tws/listed.ts';

/** The adapter as a process has it. */
export const ibkrVenue = (
  { host, port }: { readonly host: string; readonly port: number },
  instruments: readonly Instrument[],
  wall: Wall,
): IbkrVenue => new IbkrVenue({ instruments, wall, isPaper: true, address: { host, port, clientId: 7 } });

/** How a market begins. */
export interface IbkrStart {
  readonly contracts: readonly Omit<Listed, 'index'>[];
  /** A small quantity that is enough for an order. */
  readonly unit: number;
  readonly start: Standing;
  readonly terms?: Partial<ExchangeTerms>;
  readonly how?: 'sockets' | 'memory';
}

/** The adapter of IB on a fake TWS of its own. */
export async function ibkrFake({ contracts, unit, start, terms, how }: IbkrStart): Promise<Fake> {
  const tws = await calmTws(contracts, terms, how);
  const { wall, show, next, close } = tws;
  const instruments = contracts.map(({ instrument }) => instrument);
  let standing = start;
  instruments.forEach((_, index) => {
    show(start, index);
  });
  return {
    ...{ venue: ibkrVenue(tws, instruments, wall), again: () => ibkrVenue(tws, instruments, wall), instruments, unit, clock: wall },
    ...{ currencies: [instruments[0]!.settle], troubles: TROUBLES, next, close },
    market: () => standing,
    async move(to, instrument = 0) {
      if (instrument === 0) standing = to;
      show(to, instrument);
      await wall.pass(1);
    },
    truth: () => truthOf(tws),
    get leftOver() {
      return wall.waiting;
    },
  };
}

/** What the exchange has, by the names that TWS gives. */
function truthOf({ world, desk }: CalmTws): AccountSnapshot {
  const { orders, fills, ...truth } = world.exchange.snapshot(0);
  const permId = (key: string): string => String(desk.marks.of(key)?.permId ?? '');
  return {
    ...truth,
    orders: orders.map((order) => ({ ...order, venueId: permId(order.clientId) })),
    fills: fills.map((fill) => ({
      ...fill,
      execId: desk.marks.execution(fill.execId).execId.replace(/\.\d+$/, ''),
      venueId: permId(fill.clientId),
    })),
  };
}
