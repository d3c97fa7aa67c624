import type { Subject } from '../../app/brokers/contract/subject.ts';
import { venueSubject } from '../../app/brokers/contract/venue-subject.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import { BTC_INSTRUMENTS, USDT_INSTRUMENTS } from '../venues/bybit/listed.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';
import { type BybitStart, bybitFake } from './bybit-fake.ts';

const LINEAR: BybitStart = { unit: 0.01, start: { bid: 1_000, ask: 1_000.1, size: 5 } };
const INVERSE: BybitStart = { unit: 10, start: { bid: 50_000, ask: 50_000.5, size: 100_000 } };
/** Nothing is sold short at spot, and where fees are taken in coins no quantity is a round one any more. */
const SPOT: BybitStart = { unit: 0.1, start: { bid: 100, ask: 100.01, size: 50 }, stock: 1_000, terms: { taker: 0 } };

const on = (name: string, instruments: readonly Instrument[], start: BybitStart): Subject =>
  venueSubject({ name, wall: new VirtualWall(), fake: () => bybitFake(instruments, start) });

/** The adapter of Bybit on a fake Bybit behind sockets. */
export const BYBIT: readonly Subject[] = [
  on('bybit, linear', USDT_INSTRUMENTS.slice(0, 2), LINEAR),
  on('bybit, linear, orders by a stream', USDT_INSTRUMENTS.slice(0, 2), { ...LINEAR, orders: 'stream' }),
  on('bybit, inverse', BTC_INSTRUMENTS, INVERSE),
  on('bybit, spot', USDT_INSTRUMENTS.slice(2), SPOT),
];
