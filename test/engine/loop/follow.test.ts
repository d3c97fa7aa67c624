import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../../engine/loop/fingerprint.ts';
import { LiveSession } from '../../../engine/loop/live-session.ts';
import { Outcome } from '../../../engine/loop/outcome.ts';
import { replay } from '../../../engine/loop/replay.ts';
import { randomParts } from '../../property/random-run.ts';
import { loud, paper } from '../live-world.ts';
import { bars, partsOf, type Row, trader } from '../world.ts';

const rows: Row[] = Array.from({ length: 12 }, (_, k) => [10 + k, 11 + k, 9 + k, 10 + k] as const);

/** Buys on every bar that `picks`. */
const parts = (picks: (bar: number) => boolean) =>
  partsOf([
    trader({ asset: bars('A', '1h', rows) }, (ctx) => {
      let bar = 0;
      return { onBar: () => void (picks(bar++) && ctx.buy(ctx.feeds.asset, { qty: 1 })) };
    }),
  ]);

describe('a session whose code has changed', () => {
  it('is what it was where it follows its recording, and decides for itself from there on', async () => {
    const { notebook } = await paper(() => parts((bar) => bar % 3 === 0));
    const steps = notebook.steps;
    const half = steps.findIndex(({ rows: shown }) => shown[0]?.values[1] === steps[0]!.rows[0]!.values[1]! + 6 * 3_600_000);
    const changed = () => parts((bar) => bar % 2 === 0);
    expect(replay(new LiveSession(changed(), { failed: loud }), steps).divergence).toMatchObject({ step: 4 });

    const live = new LiveSession(changed(), { failed: loud });
    for (const step of steps.slice(0, half)) live.follow(step);
    expect(live.assembly.session.account.qty(0)).toBe(2);
    expect(live.assembly.session.blotter.length).toBe(2);
    const now = live.play({ ...steps[half]!, commands: [] });
    expect(now).toMatchObject([{ kind: 'submit', id: 3 }]);
  });

  it.each([1, 2, 3])('has the fills and the equity of its recording, whatever its strategies ask for (seed %i)', async (seed) => {
    const { session, notebook } = await paper(() => randomParts(seed));
    const live = new LiveSession(randomParts(seed), { failed: loud });
    for (const step of notebook.steps) live.follow(step);
    live.assembly.session.finish();
    expect(fingerprint(live.assembly)).toBe(fingerprint(session.assembly));
  });

  it('is asked to cancel what was refused then, which has no number in a recording, and thinks nothing of it', async () => {
    const refused = () =>
      partsOf([
        trader({ asset: bars('A', '1h', rows) }, (ctx) => {
          let bar = 0;
          let ids: number[] = [];
          const buy = (qty: number): number => ctx.buy(ctx.feeds.asset, { qty });
          const deeds = [() => (ids = [buy(0), buy(0)]), () => ids.map((id) => ctx.cancel(id)), () => buy(1)];
          return { onBar: () => void deeds[bar++]?.() };
        }),
      ]);
    const { session, notebook } = await paper(refused);
    const live = new LiveSession(refused(), { failed: loud });
    for (const step of notebook.steps) live.follow(step);
    live.finish();
    const { account } = live.assembly.session;
    expect([account.qty(0), account.equity]).toEqual([1, session.assembly.session.account.equity]);
    expect(live.assembly.session.risk.transitions).toEqual([]);
    // What never left is not made up.
    expect(new Outcome(live.assembly).orders.map(({ id, side, qty }) => [id, side, qty])).toEqual([[3, 'buy', 1]]);
  });
});
