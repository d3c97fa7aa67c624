import type { FillRecord } from '../../engine/model/result.ts';
import { candlesOf, valuesAt } from '../candles.ts';
import { plotsOn } from '../plots.ts';
import type { Result } from '../result.ts';
import { markersOf, rolesOf } from './markers.ts';
import { pack } from './packed.ts';
import { packSteps, packTimes } from './steps.ts';

/** Numbers in the price charts of a page, and the fewest candles an instrument gets: beyond them a page is slow and long. */
const MOST_VALUES = 700_000;
const FEWEST_CANDLES = 250;
/** Time, open, high, low and close. */
const COLUMNS = 5;

/** What the price chart of a page draws, per instrument with prices: candles, lines and marks in packed columns. */
export function priceData({ prices, plots = [], fills, roundTrips }: Result, earlier: number): readonly unknown[] {
  const drawn = prices.filter(({ ts }) => ts.length > 0);
  const columns = drawn.length * COLUMNS + plots.length;
  const most = Math.max(FEWEST_CANDLES, Math.floor(MOST_VALUES / Math.max(1, columns)));
  const own = new Map<string, FillRecord[]>(drawn.map(({ instrument }) => [instrument, []]));
  for (const fill of fills) own.get(fill.instrument)?.push(fill);
  const roles = rolesOf(roundTrips);
  return drawn.map((one) => {
    const { ts, bars, open, high, low, close } = candlesOf(one, most, earlier);
    const marks = markersOf(ts, earlier, own.get(one.instrument)!, roles);
    return {
      instrument: one.instrument,
      bars,
      time: packTimes(ts),
      open: packSteps(open),
      high: packSteps(high),
      low: packSteps(low),
      close: packSteps(close),
      lines: plotsOn(one.instrument, plots).map(({ name, pane, ts: known, value }) => ({
        name,
        pane,
        value: packSteps(valuesAt(ts, earlier === 0 ? known : known.map((time) => time - earlier), value)),
      })),
      marks: { candle: pack(marks.candle), kind: pack(marks.kind), fills: pack(marks.fills) },
    };
  });
}
