import { venueSubject } from '../../app/brokers/contract/venue-subject.ts';
import { USDT_INSTRUMENTS } from '../venues/bybit/listed.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';
import { brokerContract } from './broker.ts';
import { bybitFake } from './bybit-fake.ts';

const START = { bid: 1_000, ask: 1_000.1, size: 5 };

brokerContract(
  venueSubject({
    name: 'bybit, linear',
    wall: new VirtualWall(),
    fake: () => bybitFake(USDT_INSTRUMENTS.slice(0, 2), { unit: 0.01, start: START }),
  }),
);
