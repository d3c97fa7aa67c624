import type { OrderDraft } from '../model/order.ts';

/** The market order that closes a position. */
export function closeOf(strategy: number, instrument: number, held: number, tag: string): OrderDraft {
  const words = { ref: undefined, tag, reason: undefined, confidence: Number.NaN };
  const none = { fraction: undefined, price: undefined, trigger: undefined, trail: undefined, offset: undefined, expiresAt: undefined };
  return {
    type: 'market',
    instrument,
    strategy,
    side: held > 0 ? 'sell' : 'buy',
    qty: Math.abs(held),
    ...none,
    tif: 'gtc',
    parent: 0,
    group: 0,
    reduceOnly: true,
    postOnly: false,
    display: undefined,
    words,
  };
}
