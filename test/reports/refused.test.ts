import { expect, test } from 'vitest';
import { isRefused } from '../../reports/refused.ts';
import { orderOf } from './fixture.ts';

const refused = (status: 'rejected' | 'canceled' | 'filled', reason: string | null, tag: string | null = null): boolean =>
  isRefused(orderOf(1, 0, { status, reason, tag }));

test('an order is refused before it leaves, by the venue, or where the account cannot carry its fill', () => {
  expect(refused('rejected', 'max-order-qty')).toBe(true);
  expect(refused('canceled', 'insufficient-margin')).toBe(true);
  expect(refused('canceled', 'max-position-notional')).toBe(true);
});

test('one that ends by its own terms, by what it is linked to, or because someone said so is not', () => {
  for (const reason of ['user', 'ioc-remainder', 'linked-order-filled', 'position-closed', 'instrument-ended', 'liquidated'])
    expect(refused('canceled', reason)).toBe(false);
  expect(refused('filled', null)).toBe(false);
});

test('an attached exit is refused along with its entry, and not for itself', () => {
  expect([refused('rejected', 'warm-up', 'stop-loss'), refused('rejected', 'warm-up', 'take-profit')]).toEqual([false, false]);
});
