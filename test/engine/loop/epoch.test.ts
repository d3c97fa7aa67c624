import { describe, expect, it } from 'vitest';
import { BARE_FILL } from '../../../engine/broker/live/bare.ts';
import { Merge } from '../../../engine/feed/merge.ts';
import { type Assembly, assemble } from '../../../engine/loop/assemble.ts';
import { canonical, parsed } from '../../../engine/loop/canonical.ts';
import { type EpochState, restoreEpoch, saveEpoch } from '../../../engine/loop/epoch.ts';
import { EpochHistory, EpochWindow } from '../../../engine/loop/epoch-window.ts';
import { millis } from '../../../engine/model/time.ts';
import { FILL } from '../../../engine/portfolio/fill-log.ts';
import { partsOfWorld } from '../../property/financed-world.ts';
import { daily } from '../world.ts';

const world = partsOfWorld({
  ...{ seed: 11, strategies: 3, balances: { EUR: 4_000 }, leverage: 20, financed: true, isolated: true, latency: false },
  ...{
    liquidation: { maintenance: 0.02, negativeBalance: 'forgiven', judged: 'intrabar', part: 0.5 },
    every: 1,
    ratesLate: 0,
    stepSize: 0.1,
    onClose: false,
  },
});

/** The world's session at a moment, as it is without epochs. */
function sessionAt(ts: number): Assembly {
  const window = new EpochWindow(Number.NEGATIVE_INFINITY, ts, new EpochHistory(1));
  const assembly = assemble(window.partsOf(world, undefined), { longer: window.longer });
  const { session, series, sim } = assembly;
  session.start(millis(Date.UTC(2024, 0, 1)));
  const merge = new Merge(series, sim!.waiting);
  session.onAlarm = (alarm) => {
    merge.alarm = alarm;
  };
  while (merge.next() && merge.ts <= ts) session.step(merge);
  return assembly;
}

/** Without what counts from the newest rows of the feeds, of which the two have seen different ones. */
const alike = (written: string): string => written.replace(/"over":\[[-\d,]*\]/, '');

describe('what an epoch begins with', () => {
  const at = Date.UTC(2024, 0, 12, 4);
  const assembly = sessionAt(at);
  const text = canonical(saveEpoch(assembly));

  it('is plain, and the same text however often it is written', () => {
    expect(canonical(parsed(text))).toBe(text);
    expect(canonical(saveEpoch(assembly))).toBe(text);
  });

  it('makes another session what the first one was: it writes the same', () => {
    const other = sessionAt(Date.UTC(2024, 0, 9));
    expect(canonical(saveEpoch(other))).not.toBe(text);
    restoreEpoch(other, parsed(text) as EpochState);
    expect(alike(canonical(saveEpoch(other)))).toBe(alike(text));
  });

  it('holds the account, the orders that wait, and no more of those that are over than may still be spoken of', () => {
    const { account, blotter, orders } = saveEpoch(assembly);
    expect(account.fills).toBe(assembly.session.account.fills.length);
    expect(blotter.length).toBe(assembly.session.blotter.length);
    expect(orders).toBe(blotter.length);
    expect(blotter.orders.length).toBeLessThan(blotter.length / 2);
    expect(blotter.orders.some(({ request }) => request !== undefined)).toBe(true);
  });

  it('goes on with the fee that its newest fill is told later, and knows of no order behind what was taken over', () => {
    const { session } = sessionAt(at);
    const before = { ...BARE_FILL, ts: millis(at), barTs: millis(at), instrument: 0, strategy: 0, price: 10, liquidity: 'taker' } as const;
    session.account.book({ ...before, side: 'buy', qty: 3 });
    session.account.book({ ...before, orderId: 1, side: 'buy', qty: 2 });
    const other = sessionAt(Date.UTC(2024, 0, 9));
    restoreEpoch(other, parsed(canonical(saveEpoch({ ...assembly, session }))) as EpochState);
    for (const { account } of [session, other.session]) {
      const { length } = account.fills;
      account.book({ ...before, orderId: 1, side: 'sell', qty: 0.1, fee: 1 });
      expect([account.fills.length, account.fills.get(length - 1, FILL.fee)]).toEqual([length, 1]);
    }
    expect(other.session.account.qtyOf(0, 0)).toBe(session.account.qtyOf(0, 0));
    expect(other.session.account.traded).toBe(session.account.traded);
  });

  it('is refused by a session of other strategies', () => {
    const state = parsed(text) as EpochState;
    expect(() => restoreEpoch(sessionAt(at), { ...state, states: state.states.slice(1) })).toThrow(
      'Expected an epoch of 3 strategies and 6 instruments, but it was of "2" and "6": a session keeps those it began with',
    );
  });

  it('is refused where it is of another format', () => {
    expect(() => restoreEpoch(sessionAt(at), { ...(parsed(text) as EpochState), version: 7 })).toThrow(
      'Expected an epoch of format 4, but it was "7": another version of onetape wrote it',
    );
  });
});

describe('an order that nobody remembers', () => {
  it('counts, but nothing is known of it', () => {
    const { run } = daily([[10, 11, 9, 10], [10, 11, 9, 10], '2024-03-01', [10, 11, 9, 10]], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset),
      1: () => ctx.close(ctx.feeds.asset),
    }));
    const fresh = assemble({ ...run.parts, series: [], instruments: [], strategies: [] });
    fresh.session.blotter.restore(run.session.blotter.save(Date.UTC(2024, 1, 1), []));
    const { blotter } = fresh.session;
    expect([blotter.length, blotter.knows(1), blotter.knows(2), blotter.isOpen(1)]).toEqual([2, false, true, false]);
    expect(() => blotter.apply({ kind: 'cancel-rejected', ts: millis(0), id: 1 })).toThrow(
      'Expected no "cancel-rejected" for order 1, which was "forgotten"',
    );
  });
});
