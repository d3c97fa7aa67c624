import { describe, expect, it } from 'vitest';
import { folder, onetape, strategyFile } from './in-process.ts';

/** Half hours of New York on some days, from four in the morning to eight in the evening; 2024-07-03 is a half day. */
const csv = (days: readonly string[]): string => {
  const lines = ['timestamp,open,high,low,close,volume'];
  for (const day of days)
    for (let half = 0; half < 32; half++) {
      const ts = Date.parse(`${day}T08:00Z`) + half * 30 * 60_000;
      lines.push(`${new Date(ts).toISOString()},${100 + half},${101 + half},${99 + half},${100 + half},10`);
    }
  return lines.join('\n');
};

/** Bids far below the market in the second hour of each session. */
const strategy = strategyFile(`
  if (n % 32 === 12) ctx.buy(ctx.feeds.asset, { qty: 1, limit: 1, tif: 'day' });
`);
const daily = `import { defineStrategy } from 'onetape';
export default defineStrategy({
  name: 'daily', params: {}, feeds: ['asset'],
  setup(ctx) {
    const days = ctx.resample(ctx.feeds.asset, '1d');
    return { onBar: (bars) => void (bars === days && ctx.log('day', { known: new Date(ctx.now).toISOString().slice(5, 16), open: days.open.value, close: days.close.value })) };
  },
});`;

const run = async (text: string, instruments: object, days = ['2024-07-02', '2024-07-03', '2024-07-05']) => {
  const cwd = folder({
    's.ts': text,
    'bars.csv': csv(days),
    'run.json': { strategy: './s.ts', feeds: { asset: './bars.csv?stamp=open' }, instruments },
  });
  const seen = await onetape(cwd, ['backtest', 'run.json', '--json', '-', '--quiet']);
  return { ...seen, result: seen.code === 0 ? JSON.parse(seen.out) : undefined };
};

describe('instruments.ROLE.calendar', () => {
  it('ends day orders with the session, early on a half day', async () => {
    const { result } = await run(strategy, { asset: { calendar: 'NYSE' } });
    expect(result.orders.map((one: { closedTs: string }) => one.closedTs)).toEqual([
      '2024-07-02T20:00:00.000Z',
      '2024-07-03T17:00:00.000Z',
      '2024-07-05T20:00:00.000Z',
    ]);
    const plain = await run(strategy, {});
    expect(plain.result.orders[0].closedTs).toBe('2024-07-03T00:00:00.000Z');
  });

  it('makes days of sessions, without what trades before the open and after the close', async () => {
    const { result } = await run(daily, { asset: { calendar: 'XNYS' } });
    expect(result.logs.map(({ fields }: { fields: object }) => fields)).toEqual([
      { known: '07-02T20:00', open: 111, close: 123 },
      { known: '07-03T17:00', open: 111, close: 117 },
      { known: '07-05T20:00', open: 111, close: 123 },
    ]);
  });

  it('is refused where there is no such calendar, or where it does not know the years of the data', async () => {
    const wrong = await run(strategy, { asset: { calendar: 'NISE' } });
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('"NISE"')]);
    expect(wrong.err).toContain('did you mean');
    const early = await run(daily, { asset: { calendar: 'XNYS' } }, ['1985-07-02', '1985-07-03']);
    expect([early.code, early.err]).toEqual([2, expect.stringContaining('the calendar "XNYS" knows, 1990-01-02 to 2030-12-31')]);
  });
});
