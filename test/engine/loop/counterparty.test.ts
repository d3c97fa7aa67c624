import { describe, expect, it } from 'vitest';
import type { AccountSnapshot, LiveBroker, VenueOrder } from '../../../engine/broker/broker.ts';
import { Answers } from '../../../engine/loop/answers.ts';
import { assemble } from '../../../engine/loop/assemble.ts';
import { Counterparty } from '../../../engine/loop/counterparty.ts';
import { DAY, HOUR, millis } from '../../../engine/model/time.ts';
import { loud } from '../live-world.ts';
import { bars, partsOf, trader } from '../world.ts';

/** A session that has sent nothing yet, and its venue. */
function met(): Counterparty {
  const parts = partsOf([trader({ asset: bars('ASSET', '1h', [[100, 100, 100, 100]]) }, () => ({}))]);
  const assembly = assemble(parts, { failed: loud });
  const broker = { name: 'venue', health: () => ({ unknown: 0 }) } as unknown as LiveBroker;
  const options = { foreign: 'adopt', adoptedBy: 0, cash: 'adopt', fullHistory: false } as const;
  return new Counterparty(assembly, { broker, options, since: millis(DAY), answers: new Answers(), every: 60_000 });
}

const snapshot = (ts: number, orders: readonly Partial<VenueOrder>[] = []): AccountSnapshot => ({
  ...{ ts: millis(ts), account: 'A', positions: [], balances: [], fills: [] },
  orders: orders as readonly VenueOrder[],
});

describe('a session and its venue', () => {
  it('refuses to go on where the venue has orders of this session that the journal does not', () => {
    const beyond = { id: 7, clientId: 'abc123-7', instrument: 'ASSET', status: 'filled' } as const;
    expect(() => met().meet(snapshot(DAY, [beyond]))).toThrow(
      'Expected the journal to have every order of this session, but it ends at order 0 and the venue has "abc123-7"; it is an older copy',
    );
  });

  it('asks for fills since it was compared last, and an hour of before', () => {
    const counterparty = met();
    expect(counterparty.since).toBe(DAY);
    counterparty.driftsIn(snapshot(3 * DAY));
    expect(counterparty.since).toBe(3 * DAY - HOUR);
    counterparty.driftsIn(snapshot(2 * DAY));
    expect(counterparty.since).toBe(3 * DAY - HOUR);
  });
});
