import type { Subject } from '../../app/brokers/contract/subject.ts';
import { venueSubject } from '../../app/brokers/contract/venue-subject.ts';
import { FOREX, FUTURE, STOCKS } from '../venues/tws/listed.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';
import { type IbkrStart, ibkrFake } from './ibkr-fake.ts';

const STOCK: IbkrStart = { contracts: STOCKS.slice(0, 2), unit: 1, start: { bid: 100, ask: 100.02, size: 500 } };
const FUTURES: IbkrStart = { contracts: [FUTURE], unit: 1, start: { bid: 5_000, ask: 5_000.5, size: 50 }, terms: { cash: 100_000_000 } };
const PAIR: IbkrStart = { contracts: [FOREX], unit: 20_000, start: { bid: 1.08, ask: 1.0801, size: 2_000_000 } };

const on = (name: string, start: IbkrStart): Subject => venueSubject({ name, wall: new VirtualWall(), fake: () => ibkrFake(start) });

/** The adapter of IB on a fake TWS within this process. */
export const IBKR: readonly Subject[] = [on('ibkr, stocks', STOCK), on('ibkr, a future', FUTURES), on('ibkr, a pair', PAIR)];
