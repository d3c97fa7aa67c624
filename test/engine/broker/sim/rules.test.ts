import { describe, expect, it } from 'vitest';
import type { Fees } from '../../../../engine/broker/sim/fees/fee-model.ts';
import { type FillRules, PESSIMISTIC, rulesOf } from '../../../../engine/broker/sim/rules.ts';

const fees: Required<Fees> = { fee: () => 1, inKind: true, filled: () => {}, save: () => ({}) as never, restore: () => {} };
const rest = { slippage: () => 0, calendars: [undefined], choose: () => true, size: () => 1 };

describe('the rules of a run', () => {
  it('are the pessimistic ones where it chose nothing, and all that it charges', () => {
    expect(rulesOf({}, fees, rest)).toStrictEqual({ ...PESSIMISTIC, ...fees, ...rest });
  });

  it('are what it chose, one by one', () => {
    const chosen: FillRules = {
      fillOn: 'on-close',
      path: 'o-h-l-c',
      touch: 'fill',
      trailBy: 'close',
      exitsFrom: 'next-bar',
      volumeLimit: 0.1,
      sizeLimit: 'shown',
      queue: 'risk-averse',
      clip: true,
    };
    expect(rulesOf(chosen, fees, rest)).toStrictEqual({ ...chosen, ...fees, ...rest });
  });

  it('have the same shape whatever was chosen: code that asks for them meets one kind of object', () => {
    const names = (rules: object): string[] => Object.keys(rules);
    expect(names(rulesOf({ touch: 'fill' }, { fee: fees.fee }, { slippage: rest.slippage, size: rest.size }))).toEqual(
      names(rulesOf({ clip: true, fillOn: 'on-close' }, fees, rest)),
    );
  });
});
