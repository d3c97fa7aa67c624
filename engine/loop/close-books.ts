import type { Instrument } from '../model/instrument.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';

/** Closes the books of a run: what filled at the last close is valued. Returns what its result should warn of. */
export function closeBooks(account: Portfolio, instruments: readonly Instrument[], now: number): string[] {
  account.unsettled.settle(now);
  account.curve.amend(account.equity);
  account.curve.end();
  return leftOver(account, instruments);
}

/** What no order can close: fees that are taken off what was bought leave less than a step of it. */
function leftOver(account: Portfolio, instruments: readonly Instrument[]): string[] {
  return Array.from({ length: account.strategies }, (_, s) =>
    instruments.flatMap(({ id, stepSize }, i) => {
      const held = account.qtyOf(s, i);
      if (held === 0 || account.closableOf(s, i) !== 0) return [];
      return [`${held} of "${id}" is left over: less than a step of ${stepSize}, which no order can close`];
    }),
  ).flat();
}
