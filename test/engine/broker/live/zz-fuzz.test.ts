import { it } from 'vitest';
import { fromGrid } from '../../../venues/hostile/resting-order.ts';
import { RandomSession } from './random-session.ts';

const [from, to] = (process.env.SEEDS ?? '1..50').split('..').map(Number);
it('fuzz', async () => {
  let bad = 0;
  let total = 0;
  const counts: Record<string, number> = {};
  const t0 = Date.now();
  for (let seed = from!; seed <= to!; seed++) {
    const s = new RandomSession(seed);
    const problems: string[] = [];
    try {
      await s.run(Number(process.env.CRASHES ?? 0));
      await s.rest();
      s.world.instruments.forEach((instrument, i) => {
        const theirs = fromGrid(instrument.steps, s.world.exchange.account.held[i]!);
        if (Math.abs(theirs - s.account.qty(i)) > 1e-9) problems.push(`${instrument.id}: ours ${s.account.qty(i)} theirs ${theirs}`);
      });
      const last = s.reconcile(await s.wall.settled(s.broker.snapshot(0 as never)));
      if (last.drifts.length + last.cash.length) problems.push(JSON.stringify([last.drifts, last.cash]));
      if (s.world.exchange.open.length) problems.push(`open at venue ${s.world.exchange.open.map((o) => o.clientId)}`);
      const open = s.blotter.openOrders(0, -1);
      if (open.length) problems.push(`open with us ${open.map((id) => `${id} ${s.blotter.state(id).status}`)}`);
      const taken = new Map<string, number>();
      for (const a of s.world.exchange.arrived) if (a.what === 'place' && a.taken) taken.set(a.clientId, (taken.get(a.clientId) ?? 0) + 1);
      for (const [c, n] of taken) if (n > 1) problems.push(`${c} placed ${n} times`);
      if (s.broker.health().unknown) problems.push('unknown left');
    } catch (e) {
      problems.push(String((e as Error).stack));
    }
    total += s.events.length;
    for (const e of s.events) counts[e.kind] = (counts[e.kind] ?? 0) + 1;
    for (const n of s.notes) counts['note ' + n.what] = (counts['note ' + n.what] ?? 0) + 1;
    try {
      await s.close();
      if (s.wall.waiting > 0) {
        await s.wall.pass(100_000);
        if (s.wall.waiting > 0) problems.push('timers ' + s.wall.waiting);
      }
    } catch (e) {
      problems.push('close ' + (e as Error).message);
    }
    if (process.env.GREP) for (const n of s.notes) if (n.what === process.env.GREP) console.log(seed, n.ts, n.text);
    if (problems.length) {
      bad++;
      console.log(`seed ${seed} ${JSON.stringify(s.world.exchange.terms)}: ${problems.join('; ')}`);
      if (process.env.VERBOSE) {
        console.log(String(s.world.schedule));
        console.log(
          s.events
            .map((e) =>
              JSON.stringify(e, (k, v) =>
                ['strategy', 'slippage', 'certainty', 'tag', 'barTs', 'otherPrice', 'otherExit'].includes(k) ? undefined : v,
              ),
            )
            .join('\n'),
        );
        console.log(s.notes.map((n) => JSON.stringify(n)).join('\n'));
        console.log(s.world.exchange.arrived.map((n) => JSON.stringify({ ...n, order: n.order?.qty })).join('\n'));
      }
    }
  }
  console.log('events', total, counts);
  console.log(`bad ${bad} of ${to! - from! + 1}, ${Date.now() - t0} ms`);
}, 600_000);
