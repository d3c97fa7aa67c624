import { describe, expect, it } from 'vitest';
import { backtest, defineStrategy } from '../../app/index.ts';
import { type BarColumns, barColumns } from '../../engine/model/series.ts';

const HOUR = 3_600_000;

/** Three days of bars, each open at midnight. */
function days(): BarColumns {
  const columns = barColumns(3);
  for (let row = 1; row <= 3; row++) {
    columns.openTimes[row] = Date.UTC(2024, 0, row);
    columns.times[row] = Date.UTC(2024, 0, row + 1);
    for (const name of ['open', 'high', 'low', 'close'] as const) columns[name][row] = 100;
    columns.volume[row] = 1;
  }
  return columns;
}

describe('columns into which a program writes between two runs', () => {
  it('are shown as they are at each: two instruments that were in step are so no more', async () => {
    const [a, b] = [days(), days()];
    const shown = async (): Promise<string[]> => {
      const seen: string[] = [];
      const strategy = defineStrategy({
        name: 'watcher',
        params: {},
        feeds: ['a', 'b'],
        setup: (ctx) => ({
          onBar: (bar) => void seen.push(`${bar === ctx.feeds.a ? 'A' : 'B'} ${new Date(bar.ts).toISOString().slice(8, 13)}`),
        }),
      });
      const feeds = { a: { id: 'A', timeframe: '1d', columns: { ...a } }, b: { id: 'B', timeframe: '1d', columns: { ...b } } };
      await backtest({ strategy, feeds, account: { cash: 10_000 } });
      return seen;
    };
    expect(await shown()).toEqual(['A 02T00', 'B 02T00', 'A 03T00', 'B 03T00', 'A 04T00', 'B 04T00']);
    for (let row = 1; row <= 3; row++) {
      b.openTimes[row]! += 6 * HOUR;
      b.times[row]! += 6 * HOUR;
    }
    expect(await shown()).toEqual(['A 02T00', 'B 02T06', 'A 03T00', 'B 03T06', 'A 04T00', 'B 04T06']);
  });
});
