import { describe, expect, it } from 'vitest';
import { sharesOf } from '../../../engine/loop/shares-of.ts';
import { millis } from '../../../engine/model/time.ts';

const FUNDING = { ts: millis(1), kind: 'funding', strategy: -1, instrument: 0, amount: -9, currency: 0 } as const;

const shares = (payment: typeof FUNDING, ...held: readonly number[]): (readonly [number, number])[] =>
  sharesOf(payment, { strategies: held.length, qtyOf: (s) => held[s]! }).map(({ strategy, amount }) => [strategy, amount] as const);

describe('a payment that an account got for an instrument', () => {
  it('is the one’s who holds it', () => {
    expect(shares(FUNDING, 0, 3)).toEqual([[1, -9]]);
  });

  it('is shared by what each holds of what the venue paid for, and one who is short of it gets what the others pay', () => {
    expect(shares(FUNDING, 1, 2)).toEqual([
      [0, -3],
      [1, -6],
    ]);
    expect(shares(FUNDING, 4, -1)).toEqual([
      [0, -12],
      [1, 3],
    ]);
  });

  it('stays the account’s own where nobody holds it any more, and where it is for none', () => {
    expect(shares(FUNDING, 0, 0)).toEqual([[-1, -9]]);
    expect(shares(FUNDING, 1, -1)).toEqual([[-1, -9]]);
    expect(sharesOf({ ...FUNDING, instrument: -1 }, { strategies: 1, qtyOf: () => 5 })).toEqual([{ ...FUNDING, instrument: -1 }]);
  });
});
