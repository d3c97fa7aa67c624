import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folder, onetape, RISING } from './in-process.ts';

const strategy = (from: string): string => `import { defineStrategy } from 'onetape';
import { candlestick, technical } from '${from}';
export default defineStrategy({
  name: 'rising',
  params: {},
  feeds: ['asset'],
  setup(ctx) {
    const { asset } = ctx.feeds;
    const gain = technical('averagegain', asset.close, { period: 3 });
    const doji = candlestick(asset, 'doji');
    return { onBar() { if (gain.value === 1 && doji.value === 0 && ctx.position(asset).qty === 0) ctx.buy(asset, { qty: 1 }); } };
  },
});`;

it.each([
  ['the strategy file', 'onetape/technicalindicators'],
  ['a file it imports', './indicators.ts'],
])('the bridge is there for %s', async (_, from) => {
  const cwd = folder({
    'up.csv': RISING,
    'rising.ts': strategy(from),
    'indicators.ts': "export { candlestick, technical } from 'onetape/technicalindicators';",
  });
  const feed = 'asset=./up.csv?stamp=open&timeframe=1d';
  const { code, err } = await onetape(cwd, ['backtest', '--strategy', './rising.ts', '--feed', feed, '--json', 'result.json', '--quiet']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  // Three rises of one are known on the fourth bar, so the fifth is bought at its open.
  expect(JSON.parse(readFileSync(join(cwd, 'result.json'), 'utf8')).fills).toMatchObject([{ ts: '2024-01-05T00:00:00.000Z', price: 104 }]);
});
