import type { VenueFault } from '../../../engine/broker/live/venue.ts';

/** What TWS answers instead: a code and its words. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** What TWS says where the exchange did not take an order, or a change or a cancel of one. */
export function refusalOf(fault: VenueFault, errand: 'place' | 'amend' | 'cancel', orderId: number): Refusal | undefined {
  if (fault.kind === 'unknown') return undefined;
  if (fault.kind === 'busy') return new Refusal(100, 'Max rate of messages per second has been exceeded:max=50 rec=51 (1)');
  if (fault.kind === 'not-found') return new Refusal(10147, `OrderId ${orderId} that needs to be cancelled is not found.`);
  if (errand === 'cancel') return new Refusal(10148, `OrderId ${orderId} that needs to be cancelled cannot be cancelled, state: Filled.`);
  if (errand === 'amend' && / is /.test(fault.message)) return new Refusal(104, 'Cannot modify a filled order.');
  return new Refusal(201, `Order rejected - reason:${fault.message}`);
}
