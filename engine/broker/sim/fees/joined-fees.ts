import type { Fees, SavedFees } from './fee-model.ts';

/** The fees of buys, or of sales; the other side is neither charged nor counted. */
export function oneSide({ fee, filled, save, restore }: Fees, side: 'buy' | 'sell'): Fees {
  const charged = side === 'buy';
  return {
    fee: (qty, price, instrument, liquidity, orderId, buys, ts) =>
      buys === charged ? fee(qty, price, instrument, liquidity, orderId, buys, ts) : 0,
    filled:
      filled === undefined
        ? undefined
        : (fill, instrument, done) => {
            if (fill.side === side) filled(fill, instrument, done);
          },
    save,
    restore,
  };
}

/** Fees times a factor: a discount, or a tax on them. */
export const scaled = ({ fee, ...memory }: Fees, factor: number): Fees => ({
  ...memory,
  fee: (qty, price, instrument, liquidity, orderId, buys, ts) => fee(qty, price, instrument, liquidity, orderId, buys, ts) * factor,
});

/** Several fees together. */
export function sumOf(parts: readonly Fees[]): Fees {
  const remembering = parts.filter(({ filled }) => filled !== undefined);
  return {
    fee(qty, price, instrument, liquidity, orderId, buys, ts) {
      let sum = 0;
      for (let k = 0; k < parts.length; k++) sum += parts[k]!.fee(qty, price, instrument, liquidity, orderId, buys, ts);
      return sum;
    },
    filled:
      remembering.length === 0
        ? undefined
        : (fill, instrument, done) => {
            for (const { filled } of remembering) filled!(fill, instrument, done);
          },
    save: remembering.length === 0 ? undefined : () => remembering.map(({ save }) => save!()),
    restore:
      remembering.length === 0
        ? undefined
        : (saved) => {
            remembering.forEach(({ restore }, k) => {
              restore!((saved as readonly SavedFees[])[k]!);
            });
          },
  };
}
