import { VenueFault, type VenueRequest } from '../../../engine/broker/live/venue.ts';
import type { OrderRequest } from '../../../engine/model/order.ts';
import type { Exchange, Treatment } from './exchange.ts';
import type { Errand } from './schedule.ts';

/** What is sent with a request; what does not apply is left out. */
export interface Asked {
  readonly clientId: string;
  readonly order?: OrderRequest | undefined;
  readonly exits?: VenueRequest['exits'] | undefined;
  readonly qty?: number | undefined;
  readonly price?: number | undefined;
  readonly trigger?: number | undefined;
  readonly since?: number | undefined;
}

/** What an exchange does when it is asked. */
export function actOf(exchange: Exchange, errand: Errand, asked: Asked): (treatment: Treatment) => unknown {
  const { clientId, qty, price, trigger } = asked;
  switch (errand) {
    case 'open':
      return () => undefined;
    case 'place':
      return (treatment) => exchange.place(clientId, asked.order!, treatment, asked.exits);
    case 'amend':
      return () => exchange.amend(clientId, { qty, price, trigger });
    case 'cancel':
      return () => exchange.cancel(clientId);
    case 'cancel-all':
      return () => exchange.cancelAll();
    case 'find':
      return () => {
        if (exchange.terms.findsById === false) throw new VenueFault('refused', 'there is no such request');
        return exchange.find(clientId);
      };
    case 'snapshot':
      return () => exchange.snapshot(asked.since!);
    case 'time':
      return () => exchange.now;
  }
}
