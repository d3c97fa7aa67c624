import type { Fake, Standing } from '../../app/brokers/contract/subject.ts';
import { CcxtVenue } from '../../engine/broker/live/ccxt/adapter.ts';
import type { Certified, Wanted } from '../../engine/broker/live/ccxt/certified/row.ts';
import { certifiedOf } from '../../engine/broker/live/ccxt/certified/table.ts';
import { instrumentOf } from '../../engine/model/instrument.ts';
import { symbolOf, UnifiedExchange } from '../venues/generic-ccxt/unified-exchange.ts';
import { HostileWorld } from '../venues/hostile/hostile-world.ts';
import { toGrid } from '../venues/hostile/resting-order.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';

const START: Standing = { bid: 100, ask: 100.01, size: 50 };

/** An order at the market as an exchange is asked for it that counts those to buy in money. */
const wantsMarket = (side: 'buy' | 'sell'): Wanted => ({
  ...{ clientId: 'a-1', type: 'market', side, market: { symbol: 'BTC/USDT', id: 'btcusdt' }, qty: '1', price: undefined },
  ...{ trigger: undefined, tif: 'gtc', postOnly: false, reduceOnly: false },
});

/** Whether an exchange takes orders at the market to buy. */
export function buysAtMarket({ place, supports }: Pick<Certified, 'place' | 'supports'>): boolean {
  if (!supports.types.has('market')) return false;
  try {
    place(wantsMarket('buy'));
    return true;
  } catch {
    return false;
  }
}

/**
 * A row as the cases need it. Orders at the market to buy are not refused, for the cases buy with them: that they are is shown in
 * hazards.test.ts. What ccxt says is taken at its word: where it is wrong is shown in reads.test.ts, on the exchange's own.
 */
const playable = (row: Certified): Certified => ({
  ...row,
  corrects: undefined,
  place: (wanted) => row.place(wanted.price === undefined && wanted.side === 'buy' ? { ...wanted, side: 'sell' } : wanted),
});

/** An exchange that is certified, as ccxt speaks for it, with nothing between them that could be heard. */
export function genericFake(name: string): Fake {
  const row = playable(certifiedOf(name)!.row);
  const wall = new VirtualWall();
  const instruments = ['BTC', 'ETH'].map((coin) =>
    instrumentOf(`${coin}USDT.${row.ccxt.toUpperCase()}`, { tickSize: 0.01, stepSize: 0.0001, minNotional: 5, quote: 'USDT' }),
  );
  const terms = {
    cash: 1_000_000,
    leverage: 10,
    maker: 0,
    taker: 0,
    uniqueIds: row.supports.uniqueIds,
    amend: 'none',
    reduceOnly: false,
    forgetful: false,
  } as const;
  const world = new HostileWorld({ seed: 1, wall, instruments, moves: [], chaos: 0, terms });
  const { front, schedule, market, exchange } = world;
  for (const turn of front.pending.splice(0)) turn();
  schedule.rates = {};
  let standing = START;
  const show = (to: Standing, instrument: number): void => {
    const { ticks, steps } = instruments[instrument]!;
    const [bid, ask, size] = [toGrid(ticks, to.bid), toGrid(ticks, to.ask), toGrid(steps, to.size)];
    const ts = wall.now();
    market.show({ kind: 'quote', ts, instrument, bid, ask, bids: [size], asks: [size] });
    market.show({ kind: 'trade', ts, instrument, price: ask, size: 0, side: 1 });
  };
  instruments.forEach((_, k) => {
    show(START, k);
  });
  const unified = new UnifiedExchange(front, instruments, row, () => standing.bid);
  exchange.account.book(0, toGrid(instruments[0]!.steps, 1_000), START.bid, 0);
  const venue = (): CcxtVenue => new CcxtVenue({ row, instruments, wall, account: 'fake', checksKey: false, reach: async () => unified });
  return {
    ...{ venue: venue(), again: venue, instruments, unit: 0.1, clock: wall, currencies: ['USDT'] },
    market: () => standing,
    async move(to, instrument = 0) {
      if (instrument === 0) standing = to;
      show(to, instrument);
      await wall.pass(1);
    },
    truth() {
      const { orders, fills, ...rest } = exchange.snapshot(0);
      const symbol = (id: string): string => symbolOf(instruments.find((one) => one.id === id)!);
      return {
        ...rest,
        orders: orders.map((order) => ({ ...order, clientId: row.fromId(order.clientId) })),
        fills: fills.map((fill) => ({
          ...fill,
          clientId: row.fromId(fill.clientId),
          execId: `${symbol(fill.instrument)}:${fill.execId}/${fill.venueId}`,
        })),
      };
    },
    close: () => world.close(),
  };
}
