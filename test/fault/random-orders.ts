import type { Command } from '../../engine/broker/broker.ts';
import type { VenueCapabilities } from '../../engine/broker/live/venue.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import type { OrderId, OrderRequest } from '../../engine/model/order.ts';
import { snapLimit, snapStop } from '../../engine/model/price-level.ts';
import { type Millis, millis } from '../../engine/model/time.ts';
import type { Chance } from '../venues/hostile/chance.ts';
import { orderOf } from '../venues/hostile/orders.ts';

/** What one who trades at random has to go by. */
export interface Sight {
  readonly instruments: readonly Instrument[];
  readonly supports: VenueCapabilities;
  /** Somewhere near the market, price. */
  price(instrument: number): number;
  /** Signed units. */
  held(instrument: number): number;
  readonly open: readonly OrderId[];
  request(id: OrderId): OrderRequest;
  readonly next: OrderId;
}

/** One decision of one who trades at random: an order of any kind, one with exits, a change, a cancel. */
export function randomCommands(chance: Chance, sight: Sight, ts: Millis): Command[] {
  const { open } = sight;
  const dice = chance.between(0, 1);
  if (open.length > 0 && dice < 0.2) return [{ kind: 'cancel', ts, id: chance.oneOf(open) }];
  if (open.length > 0 && dice < 0.4) return change(chance, sight, chance.oneOf(open), ts);
  const index = chance.whole(0, sight.instruments.length - 1);
  const order = randomOrder(chance, sight, index, ts);
  const id = sight.next;
  const commands: Command[] = [{ kind: 'submit', ts, id, order }];
  if (!order.reduceOnly && sight.supports.reduceOnly && chance.happens(0.3)) commands.push(...exits(chance, sight, id, order, ts));
  return commands;
}

const lots = (chance: Chance, { stepSize }: Instrument): number => Number((chance.whole(1, 40) * stepSize).toFixed(6));

function randomOrder(chance: Chance, sight: Sight, index: number, ts: Millis): OrderRequest {
  const instrument = sight.instruments[index]!;
  const held = sight.held(index);
  const reduceOnly = held !== 0 && sight.supports.reduceOnly && chance.happens(0.3);
  const side = reduceOnly ? (held > 0 ? 'sell' : 'buy') : chance.oneOf(['buy', 'sell'] as const);
  const near = (from: number, to: number): number => sight.price(index) * (1 + (side === 'buy' ? 1 : -1) * chance.between(from, to));
  const limit = (from: number, to: number): number => snapLimit(instrument, side, near(from, to));
  const stop = (from: number, to: number): number => snapStop(instrument, side, near(from, to));
  const base = { instrument: index, side, qty: lots(chance, instrument), reduceOnly } as const;
  switch (chance.whole(0, 7)) {
    case 0:
    case 1:
      return orderOf(base);
    case 2:
      return orderOf({ ...base, price: limit(-0.002, 0.001), tif: chance.oneOf(['ioc', 'fok'] as const) });
    case 3:
      return orderOf({ ...base, price: limit(-0.003, 0.0005), postOnly: true });
    case 4:
      return orderOf({ ...base, trigger: stop(-0.001, 0.003) });
    case 5:
      return orderOf({ ...base, trigger: stop(0, 0.002), price: limit(0, 0.004) });
    case 6:
      return orderOf({ ...base, price: limit(-0.004, 0), tif: 'gtd', expiresAt: millis(ts + chance.whole(500, 20_000)) });
    default:
      return orderOf({ ...base, price: limit(-0.004, 0.001) });
  }
}

/** A stop and a target that cover what their entry has filled, and cancel each other. */
function exits(chance: Chance, sight: Sight, parent: OrderId, entry: OrderRequest, ts: Millis): Command[] {
  const side = entry.side === 'buy' ? 'sell' : 'buy';
  const away = entry.side === 'buy' ? 1 : -1;
  const instrument = sight.instruments[entry.instrument]!;
  const price = sight.price(entry.instrument);
  const share = { instrument: entry.instrument, side, qty: undefined, parent, group: -parent, reduceOnly: true } as const;
  const byOffset = chance.happens(0.5);
  const distance = chance.between(0.001, 0.006);
  const stop = byOffset
    ? orderOf({ ...share, type: 'stop', offset: -away * distance })
    : orderOf({ ...share, trigger: snapStop(instrument, side, price * (1 - away * distance)) });
  const target = byOffset
    ? orderOf({ ...share, type: 'limit', offset: away * distance })
    : orderOf({ ...share, price: snapLimit(instrument, side, price * (1 + away * distance)) });
  return [
    { kind: 'submit', ts, id: parent + 1, order: stop },
    { kind: 'submit', ts, id: parent + 2, order: target },
  ];
}

function change(chance: Chance, sight: Sight, id: OrderId, ts: Millis): Command[] {
  const order = sight.request(id);
  const instrument = sight.instruments[order.instrument]!;
  const move = 1 + chance.between(-0.002, 0.002);
  const [price, trigger] = [order.price, order.trigger].map((level) => (level === undefined ? undefined : level * move));
  return [
    {
      kind: 'replace',
      ts,
      id,
      qty: order.parent === 0 && chance.happens(0.5) ? lots(chance, instrument) : undefined,
      price: price === undefined || chance.happens(0.3) ? undefined : snapLimit(instrument, order.side, price),
      trigger: trigger === undefined ? undefined : snapStop(instrument, order.side, trigger),
    },
  ];
}
