import { VenueFault } from '../../../engine/broker/live/venue.ts';
import type { Reply } from '../generic-ccxt/wire-server.ts';

/** What Binance says no with: a code of its documentation and a sentence. */
export class Refusal extends VenueFault {
  readonly code: number;
  readonly status: number;

  constructor(code: number, message: string, status = 400) {
    super('refused', message);
    this.code = code;
    this.status = status;
  }
}

/** What the exchange says no to, as Binance puts it (binance-spot-api-docs, errors.md). */
const WORDS: Readonly<Record<string, readonly [code: number, message: string]>> = {
  'the quantity is not above zero': [-1013, 'Filter failure: LOT_SIZE'],
  'there is nothing to reduce': [-2022, 'ReduceOnly Order is rejected.'],
  'there is no market': [-2010, 'Market is closed.'],
  'the order is too small': [-1013, 'Filter failure: NOTIONAL'],
  'the margin is insufficient': [-2019, 'Margin is insufficient.'],
  'the quantity is filled already': [-5027, 'No need to modify the order.'],
};

const KINDS: Readonly<Partial<Record<VenueFault['kind'], readonly [code: number, message: string]>>> = {
  duplicate: [-2010, 'Duplicate order sent.'],
  'not-found': [-2011, 'Unknown order sent.'],
  clock: [-1021, 'Timestamp for this request is outside of the recvWindow.'],
  busy: [-1003, 'Too many requests; current limit is 6000 request weight per 1 MINUTE.'],
};

/** How a fault is answered. */
export function replyOf(fault: VenueFault): Reply {
  if (fault instanceof Refusal) return { status: fault.status, body: { code: fault.code, msg: fault.message } };
  const [code, msg] = KINDS[fault.kind] ?? WORDS[fault.message] ?? [-2010, 'Order would immediately match and take.'];
  const rest = Number.isNaN(fault.retryAfter) ? {} : { headers: { 'retry-after': String(Math.ceil(fault.retryAfter / 1_000)) } };
  return { status: fault.kind === 'busy' ? 429 : 400, body: { code, msg }, ...rest };
}
