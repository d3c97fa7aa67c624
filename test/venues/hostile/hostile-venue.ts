import type { AccountSnapshot, VenueOrder } from '../../../engine/broker/broker.ts';
import {
  type Change,
  type Limit,
  type Venue,
  type VenueCapabilities,
  VenueFault,
  type VenueNews,
  type VenueRequest,
} from '../../../engine/broker/live/venue.ts';
import type { OrderRequest } from '../../../engine/model/order.ts';
import type { Millis } from '../../../engine/model/time.ts';
import { type Asked, actOf } from './errands.ts';
import type { ExchangeTerms } from './exchange.ts';
import type { Answer, Ear, Front } from './front.ts';
import type { Errand } from './schedule.ts';

/** What the venue can do under its terms. */
export const capabilitiesOf = ({
  uniqueIds,
  amend,
  reduceOnly,
  contingent = 'emulated',
  findsById = true,
}: ExchangeTerms): VenueCapabilities => ({
  types: new Set(['market', 'limit', 'stop', 'stop-limit']),
  tifs: new Set(['gtc', 'day', 'gtd', 'ioc', 'fok']),
  ...{ contingent, amend, uniqueIds, reduceOnly, findsById, postOnly: true, iceberg: false },
  clientIds: { length: 24, pattern: /^[A-Za-z0-9-]+$/ },
});

/** How often it may be asked; a fifth is kept for cancels. */
export const limitsOf = ({ rate = 50 }: ExchangeTerms): Readonly<Record<string, Limit>> => ({
  requests: { units: rate, per: 1_000, reserve: Math.ceil(rate / 5) },
});

/** The hostile venue in this process: what an adapter would be, without a wire. */
export class HostileVenue implements Venue {
  readonly name = 'hostile';
  readonly supports: VenueCapabilities;
  readonly limits: Venue['limits'];
  readonly #front: Front;
  #ear: Ear | undefined;

  constructor(front: Front) {
    this.#front = front;
    this.supports = capabilitiesOf(front.exchange.terms);
    this.limits = limitsOf(front.exchange.terms);
  }

  async open(hear: (news: VenueNews) => void, signal: AbortSignal): Promise<void> {
    await this.#ask('open', { clientId: '' });
    if (signal.aborted) throw new VenueFault('not-sent', 'it was called off');
    await this.close();
    this.#ear = this.#front.listen(hear);
  }

  async close(): Promise<void> {
    if (this.#ear !== undefined) this.#front.hangUp(this.#ear);
    this.#ear = undefined;
  }

  async place({ clientId, order, exits }: VenueRequest): Promise<void> {
    await this.#ask('place', { clientId, order, exits });
  }

  async amend(clientId: string, _order: OrderRequest, _instrument: unknown, change: Change): Promise<void> {
    await this.#ask('amend', { clientId, ...change });
  }

  async cancel(clientId: string): Promise<void> {
    await this.#ask('cancel', { clientId });
  }

  async cancelAll(): Promise<void> {
    await this.#ask('cancel-all', { clientId: '' });
  }

  async find(clientId: string): Promise<VenueOrder | undefined> {
    return (await this.#ask('find', { clientId })) as VenueOrder | undefined;
  }

  async snapshot(since: Millis): Promise<AccountSnapshot> {
    return (await this.#ask('snapshot', { clientId: '', since })) as AccountSnapshot;
  }

  async time(): Promise<Millis> {
    return (await this.#ask('time', { clientId: '' })) as Millis;
  }

  async #ask(errand: Errand, asked: Asked): Promise<unknown> {
    return given(await this.#front.ask(errand, asked.clientId, actOf(this.#front.exchange, errand, asked)));
  }
}

function given<T>(answer: Answer<T>): T {
  if (answer.kind === 'value') return answer.value;
  if (answer.kind === 'fault') throw answer.fault;
  throw answer.kind === 'dropped'
    ? new VenueFault('unknown', 'the connection broke before the answer')
    : new VenueFault('not-sent', 'there is no connection');
}
