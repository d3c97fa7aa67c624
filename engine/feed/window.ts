import { Line } from '../model/line.ts';
import { BarSeries, type Column, CustomSeries, QuoteSeries, Series, TradeSeries } from '../model/series.ts';

/** The rows after `from`, up to and including `to`, of a series that is whole: the first of them is row 1. */
export function windowOf(series: Series, from: number, to: number): Series {
  const part = copyOf(series, (column) => {
    const rows = column.slice(from, to + 1);
    rows[0] = Number.NaN;
    return rows;
  });
  return Object.assign(part, { instrument: series.instrument, converts: series.converts });
}

function copyOf(series: Series, cut: (column: Column) => Column): Series {
  const lineOf = (line: Line): Column => cut(Line.bufferOf(line));
  const times = cut(Series.timesOf(series));
  if (series instanceof BarSeries) {
    const { openTimes, open, high, low, close, volume } = BarSeries.columnsOf(series);
    const [openTs, o, h, l, c, v] = [openTimes, open, high, low, close, volume].map(cut) as [
      Column,
      Column,
      Column,
      Column,
      Column,
      Column,
    ];
    return BarSeries.part(series, { openTimes: openTs, times, open: o, high: h, low: l, close: c, volume: v });
  }
  if (series instanceof TradeSeries) {
    const { id, price, size, side } = series;
    return new TradeSeries(id, { times, price: lineOf(price), size: lineOf(size), side: lineOf(side) });
  }
  if (series instanceof QuoteSeries) {
    const sides = ['bid', 'ask'] as const;
    const deeper = sides.flatMap((side) =>
      series[`${side}s`].slice(1).flatMap(({ price, size }, k) => [
        [`${side}${k + 2}`, lineOf(price)] as const,
        // A size that nobody knows is no column.
        ...(Line.maskOf(size) === -1 ? [[`${side}Size${k + 2}`, lineOf(size)] as const] : []),
      ]),
    );
    const { id, bid, ask, bidSize, askSize } = series;
    const best = { times, bid: lineOf(bid), ask: lineOf(ask), bidSize: lineOf(bidSize), askSize: lineOf(askSize) };
    return new QuoteSeries(id, { ...best, ...Object.fromEntries(deeper) });
  }
  const custom = series as CustomSeries;
  const columns = Object.fromEntries(custom.names.map((name) => [name, lineOf(custom.line(name))]));
  return new CustomSeries(custom.id, times, lineOf(custom.about), columns);
}

/** The last row that is known by `ts`; 0 for none. */
export function rowAt(series: Series, ts: number): number {
  const times = Series.timesOf(series);
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle]! <= ts) low = middle;
    else high = middle - 1;
  }
  return low;
}
