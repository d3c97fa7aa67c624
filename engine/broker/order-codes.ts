import type { OrderRequest, OrderType, Side, TimeInForce } from '../model/order.ts';

const TYPES = [
  'market',
  'limit',
  'stop',
  'stop-limit',
  'market-if-touched',
  'limit-if-touched',
  'trailing-stop',
  'trailing-stop-limit',
  'market-on-open',
  'limit-on-open',
  'market-on-close',
  'limit-on-close',
] as const satisfies readonly OrderType[];
const TIFS = ['gtc', 'day', 'gtd', 'ioc', 'fok'] as const satisfies readonly TimeInForce[];

/** Types beyond the first four stand above everything else, so that the numbers of the first four are what they always were. */
const FAMILY = 17_592_186_044_416;

/** The names of an order as one whole number: family of types, strategy, instrument, time in force, type, side. */
export function encode(order: OrderRequest): number {
  const type = typeNumber(order.type);
  return (
    (type >> 2) * FAMILY +
    ((order.strategy * 65_536 + order.instrument) * 8 + tifNumber(order.tif)) * 8 +
    (type & 3) * 2 +
    (order.side === 'buy' ? 1 : 0)
  );
}

/** The names that a number stands for. */
export function decode(code: number): { strategy: number; instrument: number; tif: TimeInForce; type: OrderType; side: Side } {
  const codes = code % FAMILY;
  const names = codes % 64;
  return {
    strategy: Math.floor(codes / 64 / 65_536),
    instrument: Math.floor(codes / 64) % 65_536,
    tif: TIFS[names >> 3]!,
    type: TYPES[Math.floor(code / FAMILY) * 4 + ((names >> 1) & 3)]!,
    side: (names & 1) === 1 ? 'buy' : 'sell',
  };
}

function typeNumber(type: OrderType): number {
  switch (type) {
    case 'market':
      return 0;
    case 'limit':
      return 1;
    case 'stop':
      return 2;
    case 'stop-limit':
      return 3;
    default:
      return TYPES.indexOf(type);
  }
}

const tifNumber = (tif: TimeInForce): number => (tif === 'gtc' ? 0 : TIFS.indexOf(tif));
