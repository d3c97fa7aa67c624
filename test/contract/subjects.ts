import { simulatorSubject } from '../../app/brokers/contract/simulator-subject.ts';
import type { Subject } from '../../app/brokers/contract/subject.ts';
import { venueSubject } from '../../app/brokers/contract/venue-subject.ts';
import type { ExchangeTerms } from '../venues/hostile/exchange.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';
import { calmFake, socketFake } from './hostile-fake.ts';

/** The broker over the hostile venue of these terms, on a clock that is turned. */
export const hostileSubject = (name: string, terms: Partial<ExchangeTerms> = {}): Subject =>
  venueSubject({ name, wall: new VirtualWall(), fake: () => calmFake(terms) });

/** The same behind real sockets of this machine. */
export const socketSubject = (name: string): Subject => venueSubject({ name, wall: new VirtualWall(), fake: () => socketFake() });

/** Whom the contract binds here, in the order of the table in docs/brokers.md. */
export const SUBJECTS: readonly Subject[] = [
  simulatorSubject(),
  simulatorSubject(40),
  hostileSubject('a venue with everything', { contingent: 'native' }),
  hostileSubject('a venue that links nothing'),
  hostileSubject('a venue that changes nothing', { amend: 'none', uniqueIds: 'never' }),
  hostileSubject('a venue that renames what it changes', { amend: 'new-id', uniqueIds: 'while-open', forgetful: true }),
  hostileSubject('a venue that cannot be asked', { findsById: false, reduceOnly: false, amend: 'cancel-and-place' }),
  socketSubject('a venue behind sockets'),
];
