import { simulatorSubject } from '../../app/brokers/contract/simulator-subject.ts';
import type { Subject } from '../../app/brokers/contract/subject.ts';
import { venueSubject } from '../../app/brokers/contract/venue-subject.ts';
import type { ExchangeTerms } from '../venues/hostile/exchange.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';
import { BYBIT } from './bybit-subjects.ts';
import { calmFake, socketFake } from './hostile-fake.ts';
import { IBKR } from './ibkr-subjects.ts';

/** The broker over the hostile venue of these terms, on a clock that is turned. */
export const hostileSubject = (name: string, terms: Partial<ExchangeTerms> = {}): Subject =>
  venueSubject({ name, wall: new VirtualWall(), fake: () => calmFake(terms) });

/** The same behind real sockets of this machine. */
export const socketSubject = (name: string): Subject => venueSubject({ name, wall: new VirtualWall(), fake: () => socketFake() });

/** Brokers that a run file can name. */
export const BROKERS: readonly Subject[] = [simulatorSubject(), simulatorSubject(40), ...BYBIT, ...IBKR];

/** Venues of different habits, of which the core of all adapters makes a broker. */
export const VENUES: readonly Subject[] = [
  hostileSubject('holds exits itself', { contingent: 'native' }),
  hostileSubject('links no orders'),
  hostileSubject('changes no orders', { amend: 'none', uniqueIds: 'never' }),
  hostileSubject('gives changed orders another id', { amend: 'new-id', uniqueIds: 'while-open', forgetful: true }),
  hostileSubject('knows no client ids when asked', { findsById: false, reduceOnly: false, amend: 'cancel-and-place' }),
  socketSubject('behind sockets'),
];
