import { it } from 'vitest';
import { readBars } from './bars.ts';
import { readCase } from './case.ts';
import { fromBacktestingPy } from './from-backtesting-py.ts';
import { play } from './run-script.ts';

it('shows', () => {
  const c = readCase(process.env['ONE']!);
  if (c.kind === 'backtrader') return;
  const bars = readBars(c.data[0]!);
  const p = play(fromBacktestingPy(c, bars));
  const at = new Map(Array.from(bars.times, (t, k) => [t, k - 1]));
  for (const f of p.fills.slice(0, Number(process.env['COUNT'] ?? 30)))
    console.log('FILL', at.get(f.barTs), f.side, f.qty, f.price, f.ref, f.tag, f.orderId);
});
