import { ConfigError } from '../../model/errors.ts';
import type { OrderId } from '../../model/order.ts';
import type { VenueCapabilities } from './venue.ts';

/**
 * The client ids of a session: its tag, the engine's number of the order, and of an order that had to be placed anew how often:
 * `k3f9x2-17`, `k3f9x2-17-1`. The same after a restart, so that what was sent before it is found again.
 */
export class ClientIds {
  readonly #tag: string;

  /** Throws a ConfigError where the venue could not take the ids. */
  constructor(tag: string, rules: VenueCapabilities['clientIds']) {
    if (!/^[a-z0-9]{1,12}$/.test(tag)) throw new ConfigError(`Expected a session tag of 1 to 12 of a-z and 0-9, but it was "${tag}"`);
    this.#tag = tag;
    const longest = this.of(9_999_999, 99);
    if (longest.length > rules.length || !rules.pattern.test(longest))
      throw new ConfigError(`Expected a session tag of which client ids such as "${longest}" can be made, but it was "${tag}"`);
  }

  of(id: OrderId, revision = 0): string {
    return revision === 0 ? `${this.#tag}-${id}` : `${this.#tag}-${id}-${revision}`;
  }

  /** The order of a client id, and how often it was placed anew; order 0 where it is not of this session. */
  read(clientId: string): { readonly id: OrderId; readonly revision: number } {
    const match = /^([a-z0-9]+)-([1-9]\d{0,15})(?:-([1-9]\d{0,5}))?$/.exec(clientId);
    if (match === null || match[1] !== this.#tag) return { id: 0, revision: 0 };
    return { id: Number(match[2]), revision: Number(match[3] ?? 0) };
  }
}
