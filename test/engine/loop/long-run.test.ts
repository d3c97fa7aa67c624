import { describe, expect, it } from 'vitest';
import { analysisOf } from '../../../engine/analysis/analysis.ts';
import { metricsOf } from '../../../engine/analysis/measure.ts';
import { studyOf } from '../../../engine/analysis/study.ts';
import { runBacktest } from '../../../engine/loop/backtest.ts';
import { fingerprint } from '../../../engine/loop/fingerprint.ts';
import { Outcome } from '../../../engine/loop/outcome.ts';
import type { FinishedRun } from '../../../engine/loop/parts.ts';
import type { BarColumns, BarSeries } from '../../../engine/model/series.ts';
import { DAY, HOUR } from '../../../engine/model/time.ts';
import { type Maker, PASSING, WHOLE } from '../../property/passing.ts';
import { walk } from '../../property/random-world.ts';
import { partsOf, trader } from '../world.ts';

const ROWS = 6_000;
const MINUTES = walk(11, ROWS, 60_000);

/** Buys and sells now and then; `mostValues` are kept. */
function run(maker: Maker, mostValues: number | undefined, columns: BarColumns = MINUTES, feeds = 1): FinishedRun {
  const series: readonly BarSeries[] = Array.from({ length: feeds }, (_, k) => maker.bars(`A${k}`, columns));
  const own = trader({ all: series }, (ctx) => {
    ctx.plot('close', series[0]!.close);
    return {
      onSlice() {
        if (ctx.random() < 0.02) for (const one of series) ctx.target(one, (ctx.random() - 0.5) / 20);
      },
    };
  });
  return runBacktest({ ...partsOf([own], { fee: { model: 'percent', rate: 0.0001 } }), plots: true, mostValues });
}

const studied = (of: FinishedRun, periodsPerYear: number | null = null) =>
  studyOf(new Outcome(of), { riskFree: 0.02, benchmark: null, periodsPerYear });

describe('a run of more values than are kept', () => {
  const short = run(WHOLE, undefined);
  const long = run(WHOLE, 1_000);

  it('has the last equity value of every hour, and says so', () => {
    const { equity } = new Outcome(long);
    const all = new Outcome(short).equity;
    const ends = [...all.ts.keys()].filter(
      (k) => Math.ceil(all.ts[k]! / HOUR) !== Math.ceil((all.ts[k + 1] ?? Number.POSITIVE_INFINITY) / HOUR),
    );
    expect([equity.value.length, equity.values]).toEqual([100, ROWS]);
    expect(equity).toMatchObject({ ts: Float64Array.from(ends, (k) => all.ts[k]!), value: Float64Array.from(ends, (k) => all.value[k]!) });
    expect(long.session.notices).toEqual([
      expect.stringContaining('the run has 6000 equity values, more than 1000: its curve keeps the last one of every hour (UTC)'),
    ]);
    expect(short.session.notices).toEqual([]);
  });

  it('has the falls, the final equity and the exposure of all values', () => {
    const [of, all] = [metricsOf(studied(long)), metricsOf(studied(short))];
    for (const name of [
      'maxDrawdown',
      'maxDrawdownDuration',
      'avgDrawdown',
      'ulcerIndex',
      'longestRecoveryDays',
      'finalEquity',
      'exposure',
      'trades',
      'fees',
      'bestDay',
      'totalReturn',
    ] as const)
      expect([name, of[name]]).toEqual([name, all[name]]);
    expect(analysisOf(studied(long)).drawdowns).toEqual(analysisOf(studied(short)).drawdowns);
    const valuesOf = (of: FinishedRun) => analysisOf(studied(of)).months.map(({ value, to }) => [value, to]);
    expect(valuesOf(long)).toEqual(valuesOf(short));
  });

  it('counts hours where it counted minutes: as many of them make a year', () => {
    expect(metricsOf(studied(short)).periodsPerYear).toBeCloseTo(525_600, -3);
    expect(metricsOf(studied(long)).periodsPerYear).toBeCloseTo(8_760, -2);
    const given = metricsOf(studied(long, 525_600));
    expect(given.periodsPerYear).toBe(8_760);
    expect(given.cagr).toBeCloseTo(metricsOf(studied(short, 525_600)).cagr, 12);
  });

  it('has the hash of every value, the same however many are kept and whether its bars are in memory or pass', () => {
    expect(fingerprint(long)).toBe(fingerprint(run(PASSING, 1_000)));
    expect(fingerprint(long)).toBe(fingerprint(run(WHOLE, 2_500)));
    expect(fingerprint(long)).toBe(fingerprint(short));
    expect(fingerprint(run(WHOLE, ROWS))).toBe(fingerprint(short));
    // A close in the middle of an hour, at which nothing is traded.
    const { fills } = new Outcome(long);
    const row = [...MINUTES.times.keys()].find(
      (k) => k > 3_000 && k % 60 === 30 && fills.every(({ barTs, ts }) => barTs !== MINUTES.times[k] && ts !== MINUTES.times[k]),
    )!;
    const other = { ...MINUTES, close: MINUTES.close.slice() };
    other.close[row]! += 0.25;
    const changed = run(WHOLE, 1_000, other);
    expect(new Outcome(changed).fills).toEqual(fills);
    expect(new Outcome(changed).equity).toEqual(new Outcome(long).equity);
    expect(fingerprint(changed)).not.toBe(fingerprint(long));
  });

  it('has prices by the hour where its bars pass', () => {
    const { prices } = new Outcome(run(PASSING, 1_000));
    const hours = Array.from({ length: 100 }, (_, k) => k * 60);
    expect(prices).toEqual([
      {
        instrument: 'A0',
        ts: Float64Array.from(hours, (k) => MINUTES.times[k + 60]!),
        open: Float64Array.from(hours, (k) => MINUTES.open[k + 1]!),
        high: Float64Array.from(hours, (k) => Math.max(...MINUTES.high.subarray(k + 1, k + 61))),
        low: Float64Array.from(hours, (k) => Math.min(...MINUTES.low.subarray(k + 1, k + 61))),
        close: Float64Array.from(hours, (k) => MINUTES.close[k + 60]!),
      },
    ]);
  });

  it('says that prices are kept by the hour where only they are too many', () => {
    const many = run(PASSING, 10_000, MINUTES, 2);
    expect(many.session.notices).toEqual([
      expect.stringContaining(
        'the run was shown 12000 bars of series longer than memory, more than 10000: their prices are kept by the hour (UTC)',
      ),
    ]);
    expect(new Outcome(many).equity.ts).toHaveLength(ROWS);
    expect(fingerprint(many)).toBe(fingerprint(run(WHOLE, 10_000, MINUTES, 2)));
  });

  it('knows when its equity first fell below zero', () => {
    const days = { ...MINUTES, close: MINUTES.close.map((price, row) => (row === 2_345 ? -1e6 : price)) };
    const own = trader({ a: WHOLE.bars('A', days) }, (ctx) => ({
      onBar: (bars) => void (ctx.position(bars).qty === 0 && ctx.buy(bars, { qty: 1 })),
    }));
    const ruined = new Outcome(runBacktest({ ...partsOf([own]), mostValues: 1_000 }));
    expect(ruined.falls!.ruin).toBe(MINUTES.times[2_345]);
    expect(ruined.equity.ts.at(-1)! - ruined.equity.ts[0]!).toBeLessThan(5 * DAY);
  });
});
