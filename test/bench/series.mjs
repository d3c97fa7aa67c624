/** The benchmark's series: a seeded walk of one-minute bars from mulberry32, six draws a bar, prices to four decimals. */
export function walk(bars, seed) {
  const column = () => new Float64Array(bars + 1).fill(Number.NaN, 0, 1);
  const columns = {
    openTimes: column(),
    times: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  walkRows(bars, seed).fill(1, bars + 1, columns, -1);
  return columns;
}

/** The same, row by row as they are asked for, in bars of `length` milliseconds: for a series that is never in memory as a whole. */
export function walkRows(bars, seed, length = 60000) {
  let state = seed >>> 0;
  const draw = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const cents = (price) => Math.floor(price * 10000 + 0.5) / 10000;
  let last = 100;
  const fill = (from, to, { openTimes, times, open: opens, high, low, close: closes, volume }, mask) => {
    for (let row = from; row < to; row++) {
      const at = row & mask;
      const [a, b, c, d, e, f] = [draw(), draw(), draw(), draw(), draw(), draw()];
      const open = cents(last * (1 + (a - 0.5) * 0.0002));
      const close = cents(open * (1 + (b + c - 1) * 0.001));
      openTimes[at] = 1577836800000 + (row - 1) * length;
      times[at] = openTimes[at] + length;
      opens[at] = open;
      closes[at] = close;
      high[at] = cents(Math.max(open, close) * (1 + d * 0.0005));
      low[at] = cents(Math.min(open, close) * (1 - e * 0.0005));
      volume[at] = 1000 + Math.floor(f * 9000);
      last = close;
    }
  };
  return { rows: bars, fill };
}
