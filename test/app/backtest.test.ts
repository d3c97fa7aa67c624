import { expect, it } from 'vitest';
import { backtest } from '../../app/backtest.ts';
it('runs', async () => {
  const t = performance.now();
  const r = await backtest({ strategy: 'sma-cross', feeds: { asset: 'sample:sp500' } });
  console.log(performance.now() - t, r.runId, r.resultHash, r.metrics, r.warnings, r.refusals, r.fills.length, JSON.stringify(r.spec));
  expect(r.fills.length).toBeGreaterThan(0);
});
