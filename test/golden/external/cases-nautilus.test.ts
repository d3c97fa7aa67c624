import { describe, expect, it } from 'vitest';
import { casesOf, isPrinted, judge } from './cases-verdicts.ts';
import { NAUTILUS_CASES, type NautilusExternal } from './nautilus.ts';
import { bookedThere, dollars } from './nautilus-dollars.ts';

const ROLLOVER =
  'rollover comes there from a table of interest rates that is not among the data, and long and short are paid it alike; money is rounded to cents at every booking, and changed at the side dealt';

const EXCEPTIONS: Readonly<Record<string, string>> = { usdjpy_ema_cross_15m: ROLLOVER, usdjpy_two_strategies: ROLLOVER };

const found = casesOf<NautilusExternal>('nautilus');

judge(
  'NautilusTrader',
  Object.entries(NAUTILUS_CASES).flatMap(([name, differs]) => {
    const one = found.get(name);
    return one === undefined ? [] : [{ name, differs: () => differs(one) }];
  }),
  EXCEPTIONS,
);

/** What a million dollars are paid for a night there, by both cases alike. */
const NIGHT = 1.335;

const isThere = found.has('usdjpy_two_strategies');
describe.skipIf(!isThere)(`dollars against yen${isThere ? '' : ' (skipped: EXTERNAL_DIR holds no such case)'}`, () => {
  it.for([
    ['usdjpy_ema_cross_15m', [[10, 20]], 28],
    [
      'usdjpy_two_strategies',
      [
        [10, 20],
        [20, 40],
      ],
      210,
    ],
  ] as const)(
    'of %s differ by nothing but that: one rate a night makes up for the rest, to the cent of each booking',
    async ([name, periods, expected]) => {
      const { balance, nights, bookings } = bookedThere(await dollars(periods));
      expect(bookings).toBe(expected);
      const theirs = Number(found.get(name)!.expected.balance_total!.split(' ')[0]);
      expect(Math.abs(theirs - balance - nights * NIGHT)).toBeLessThan(0.005 * bookings);
    },
  );

  it('begin with the entry and the exit that are printed', async () => {
    const past = await dollars([[10, 20]]);
    const events = found.get('usdjpy_two_strategies')!.expected.first_events!.map((text) => /total ([\d.]+)/.exec(text)![1]!);
    expect(isPrinted(1_000_000 - past.result.fills[0]!.fee * past.result.fills[0]!.rate, events[1]!)).toBe(true);
    expect(bookedThere({ ...past, lots: past.lots.slice(0, 1) }).balance).toBeCloseTo(Number(events[2]), 9);
  });
});
