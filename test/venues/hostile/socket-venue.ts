import type { AccountSnapshot, VenueOrder } from '../../../engine/broker/broker.ts';
import {
  type Change,
  type Venue,
  type VenueCapabilities,
  VenueFault,
  type VenueNews,
  type VenueRequest,
} from '../../../engine/broker/live/venue.ts';
import type { OrderRequest } from '../../../engine/model/order.ts';
import type { Millis } from '../../../engine/model/time.ts';
import type { Asked } from './errands.ts';
import type { HangUp, SocketClient } from './socket-client.ts';

/** The hostile venue over a socket: what an adapter of a real venue is. */
export class SocketVenue implements Venue {
  readonly name = 'hostile';
  readonly supports: VenueCapabilities;
  readonly limits: Venue['limits'];
  readonly #client: SocketClient;
  #hangUp: HangUp = () => {};

  constructor(client: SocketClient, { supports, limits }: Pick<Venue, 'supports' | 'limits'>) {
    this.#client = client;
    this.supports = supports;
    this.limits = limits;
  }

  async open(hear: (news: VenueNews) => void, signal: AbortSignal): Promise<void> {
    const lost = (): void => hear({ kind: 'down', why: 'the socket was closed' });
    const hangUp = await this.#client.listen('/orders', (value) => hear(value as VenueNews), lost);
    if (signal.aborted) {
      hangUp();
      throw new VenueFault('not-sent', 'it was called off');
    }
    await this.close();
    this.#hangUp = hangUp;
  }

  async close(): Promise<void> {
    this.#hangUp();
    this.#hangUp = () => {};
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
    return ((await this.#ask('find', { clientId })) ?? undefined) as VenueOrder | undefined;
  }

  async snapshot(since: Millis): Promise<AccountSnapshot> {
    return (await this.#ask('snapshot', { clientId: '', since })) as AccountSnapshot;
  }

  async time(): Promise<Millis> {
    return (await this.#ask('time', { clientId: '' })) as Millis;
  }

  #ask(errand: string, asked: Asked): Promise<unknown> {
    return this.#client.ask(errand, asked);
  }
}
