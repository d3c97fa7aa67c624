import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawdownOf } from '../../../engine/analysis/drawdown.ts';
import { tradeStats } from '../../../engine/analysis/trade-stats.ts';
import { DAY } from '../../../engine/model/time.ts';
import { tripOf } from './fixture.ts';

const GOLDEN = process.env['GOLDEN_DIR'] ?? '../shared/golden';
const present = existsSync(join(GOLDEN, 'bp01-goog-sma-flip', 'case.json'));

/** What a recorded run of theirs holds that our statistics are made of. */
interface Recorded {
  readonly trades: readonly { readonly pnl: number; readonly returnPct: number; readonly entryTime: string; readonly exitTime: string }[];
  readonly equity_curve: readonly number[];
  readonly stats: Readonly<Record<string, number & { readonly days: number }>>;
}

const at = (time: string): number => Date.parse(`${time}Z`);

const trips = ({ trades }: Recorded) =>
  tradeStats(
    trades.map(({ pnl, returnPct, entryTime, exitTime }) => ({
      ...tripOf(0),
      pnl,
      returnPct,
      entryTs: at(entryTime),
      exitTs: at(exitTime),
    })),
  );

describe.skipIf(!present)(`statistics of backtesting.py's recorded runs${present ? '' : ` (skipped: no ${GOLDEN})`}`, () => {
  for (const id of ['bp01-goog-sma-flip', 'bp05-goog-limit-bracket', 'bp08-eurusd-stop-limit', 'bp11-goog-fifo']) {
    const recorded = (): Recorded => JSON.parse(readFileSync(join(GOLDEN, id, 'case.json'), 'utf8')).expected;

    test(`agree to 1e-9 on the trades of ${id}`, () => {
      const { stats } = recorded();
      const own = trips(recorded());
      const pairs: readonly (readonly [number, string])[] = [
        [own.winRate * 100, 'Win Rate [%]'],
        [own.bestTrade * 100, 'Best Trade [%]'],
        [own.worstTrade * 100, 'Worst Trade [%]'],
        [own.avgTrade * 100, 'Avg. Trade [%]'],
        [own.profitFactor, 'Profit Factor'],
        [own.expectancy * 100, 'Expectancy [%]'],
        [own.sqn, 'SQN'],
        [own.kelly, 'Kelly Criterion'],
      ];
      expect(own.trades).toBe(stats['# Trades']);
      for (const [value, name] of pairs) expect(value / stats[name]!, name).toBeCloseTo(1, 9);
    });
  }

  for (const id of ['bp01-goog-sma-flip', 'bp05-goog-limit-bracket', 'bp11-goog-fifo']) {
    test(`agree on the drawdowns of ${id} and on its times, which they round up to whole days`, () => {
      const { expected, data } = JSON.parse(readFileSync(join(GOLDEN, id, 'case.json'), 'utf8'));
      const { equity_curve: curve, stats } = expected as Recorded;
      const rows = readFileSync(join(GOLDEN, data.file), 'utf8').trim().split(/\r?\n/).slice(1);
      const ts = Float64Array.from(rows, (row) => Date.parse(`${row.slice(0, 10)}Z`));
      const { depth, meanDepth, duration, meanDuration } = drawdownOf(curve[0]!, ts, Float64Array.from(curve));
      expect((-100 * depth) / stats['Max. Drawdown [%]']!).toBeCloseTo(1, 9);
      expect((-100 * meanDepth) / stats['Avg. Drawdown [%]']!).toBeCloseTo(1, 9);
      expect(duration / DAY).toBe(stats['Max. Drawdown Duration']!.days);
      expect(Math.ceil(meanDuration / DAY)).toBe(stats['Avg. Drawdown Duration']!.days);
      const trades = trips(expected);
      expect(trades.maxTradeDurationDays).toBe(stats['Max. Trade Duration']!.days);
      expect(Math.ceil(trades.avgTradeDurationDays)).toBe(stats['Avg. Trade Duration']!.days);
    });
  }
});
