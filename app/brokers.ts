/** Brokers for programs and adapters: what a venue's adapter implements, what makes a broker of it, and the suite that checks it. */
export type {
  AccountSnapshot,
  Broker,
  BrokerEvent,
  Capabilities,
  Command,
  Health,
  KnownOrders,
  LiveBroker,
  VenueFill,
  VenueOrder,
  VenuePayment,
} from '../engine/broker/broker.ts';
export { DEFAULTS, type Note, type VenueBrokerOptions, type VenueBrokerParts } from '../engine/broker/live/options.ts';
export {
  type Change,
  type Limit,
  type RequestKind,
  type Venue,
  type VenueCapabilities,
  VenueFault,
  type VenueNews,
  type VenueRequest,
} from '../engine/broker/live/venue.ts';
export { VenueBroker } from '../engine/broker/live/venue-broker.ts';
export type { Arrival, LiveFeed } from '../engine/feed/live-feed.ts';
export { type Instrument, type InstrumentSpec, instrumentOf } from '../engine/model/instrument.ts';
export type { OrderRequest } from '../engine/model/order.ts';
export { type Millis, millis } from '../engine/model/time.ts';
export type { Wall } from '../engine/model/wall.ts';
export type { AdapterContext, AdapterModule, Opened, WantedFeed } from './brokers/adapter.ts';
export type { TestAccount } from './brokers/contract/account-fake.ts';
export type { ContractCase } from './brokers/contract/case.ts';
export { CASES } from './brokers/contract/cases.ts';
export { type CaseResult, playCase, runContract } from './brokers/contract/run-contract.ts';
export { simulatorSubject } from './brokers/contract/simulator-subject.ts';
export type { Clock, Errand, Fake, Line, Stage, Standing, Subject, Trouble } from './brokers/contract/subject.ts';
export { HASTY, venueSubject } from './brokers/contract/venue-subject.ts';
export { WALL } from './live/wall.ts';
