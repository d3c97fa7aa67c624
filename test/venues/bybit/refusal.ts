import { VenueFault } from '../../../engine/broker/live/venue.ts';
import type { Category } from './listed.ts';

/** What Bybit says no with: a code of its documentation and a sentence. */
export class Refusal extends VenueFault {
  readonly code: number;

  constructor(code: number, message: string) {
    super('refused', message);
    this.code = code;
  }
}

type Said = readonly [code: number, message: string];

/** What the exchange says no to, as contracts and as spot put it (bybit-exchange/docs, docs/v5/error.mdx). */
const WORDS: Readonly<Record<string, readonly [contracts: Said, spot: Said]>> = {
  'the quantity is not above zero': [
    [10001, 'Qty invalid'],
    [170136, 'Order quantity lower than the minimum.'],
  ],
  'there is nothing to reduce': [
    [110017, 'current position is zero, cannot fix reduce-only order qty'],
    [170210, 'New order rejected.'],
  ],
  'there is no market': [
    [110118, 'Unable to retrieve a price of the market order due to low liquidity'],
    [170210, 'New order rejected.'],
  ],
  'the order is too small': [
    [110094, 'Order does not meet minimum order value'],
    [170140, 'Order value exceeded lower limit.'],
  ],
  'the margin is insufficient': [
    [110007, 'ab not enough for new order'],
    [170131, 'Insufficient balance.'],
  ],
  'the quantity is filled already': [
    [110064, 'The modified contract quantity cannot be less than or equal to the filled quantity.'],
    [170313, 'The modified contract quantity cannot be less than to the filled quantity'],
  ],
  'not now': [
    [110066, 'Trading is currently not allowed.'],
    [170210, 'New order rejected.'],
  ],
};

const KINDS: Readonly<Partial<Record<VenueFault['kind'], readonly [contracts: Said, spot: Said]>>> = {
  duplicate: [
    [110072, 'OrderLinkedID is duplicate'],
    [170141, 'Duplicate clientOrderId'],
  ],
  'not-found': [
    [110001, 'order not exists or too late to cancel'],
    [170213, 'Order does not exist.'],
  ],
};

const ENDED: Readonly<Record<string, readonly [contracts: Said, spot: Said]>> = {
  filled: [
    [110008, 'The order has been completed or cancelled.'],
    [170139, 'Order has been filled.'],
  ],
  canceled: [
    [110010, 'The order has been cancelled.'],
    [170142, 'Order has been cancelled.'],
  ],
};

/** The code and the words of a fault. */
export function saidOf(fault: VenueFault, category: Category | ''): Said {
  if (fault instanceof Refusal) return [fault.code, fault.message];
  if (fault.kind === 'busy') return [10006, 'Too many visits. Exceeded the API Rate Limit.'];
  if (fault.kind === 'clock') return [10002, 'invalid request, please check your server timestamp or recv_window param.'];
  if (fault.kind === 'auth') return [10003, 'API key is invalid.'];
  const ended = Object.keys(ENDED).find((status) => fault.message.endsWith(` is ${status}`));
  const words = KINDS[fault.kind] ?? (ended === undefined ? WORDS[fault.message] : ENDED[ended]);
  return words?.[category === 'spot' ? 1 : 0] ?? [10001, fault.message];
}
