import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stream } from '../reference/stream.ts';
import { PATIENCE, tries } from '../tries.ts';
import { type Facts, liveTheirs } from './account-facts.ts';
import { Happened } from './account-happened.ts';
import { liveOurs } from './our-account.ts';
import { accounts } from './random-accounts.ts';
import { asOurs } from './same-numbers.ts';

/** What an account in one currency is worth by its fills and payments alone: nothing is booked twice, nothing is lost. */
function worthOf({ bars, instruments, money }: Stream, { deals, payments, positions }: Facts): number {
  const worth = (k: number, qty: number, price: number): number => qty * price * instruments[k]!.multiplier;
  const dealt = deals.reduce(
    (sum, { instrument, qty, price, fee, taken }) => sum - worth(instrument, qty, price) - (taken === 0 ? fee : 0),
    0,
  );
  const paid = payments.reduce((sum, { value }) => sum + value, 0);
  const held = positions.reduce(
    (sum, own, k) =>
      sum +
      worth(
        k,
        own.reduce((all, one) => all + one, 0),
        bars[k]!.at(-1)!.close,
      ),
    0,
  );
  return money!.account.cash + dealt + paid + held;
}

const isPlain = ({ instruments, money }: Stream): boolean =>
  money?.account.balances === undefined && instruments.every(({ terms }) => terms?.currency === 0);

describe('a second account that was written from docs/account.md alone', () => {
  it('has the same fills, payments and worth', PATIENCE, () => {
    const happened = new Happened();
    fc.assert(
      fc.property(accounts, (stream) => {
        const ours = liveOurs(stream);
        const theirs = liveTheirs(stream);
        expect(ours).toEqual(asOurs(ours, theirs));
        if (isPlain(stream)) for (const one of [ours, theirs]) expect(one.equity).toBeCloseTo(worthOf(stream, one), 6);
        happened.count(stream, ours);
      }),
      tries(1_500, 20_240_101),
    );
    expect(happened.never).toEqual([]);
  });
});
