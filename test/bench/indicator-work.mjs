/**
 * One indicator over a million values in a process of its own: `node indicator-work.mjs NAME WHO RUNS` prints one line of
 * JSON, nanoseconds per value of each run. WHO is `streaming` (ours, a value at a time, as a live feed drives it),
 * `blocks` (ours, as a backtest drives it) or `package` (technicalindicators' nextValue). The newest value is read after
 * every row.
 */
import { ATR, BollingerBands, EMA, MACD, RSI, SMA } from 'technicalindicators';
import { atr } from '../../dist/engine/indicators/atr.js';
import { bollinger } from '../../dist/engine/indicators/bollinger.js';
import { ema } from '../../dist/engine/indicators/ema.js';
import { macd } from '../../dist/engine/indicators/macd.js';
import { rsi } from '../../dist/engine/indicators/rsi.js';
import { sma } from '../../dist/engine/indicators/sma.js';
import { Line } from '../../dist/engine/model/line.js';
import { BarSeries } from '../../dist/engine/model/series.js';
import { AuthorLine, AuthorRows } from '../../dist/engine/strategy/author-line.js';
import { walk } from './series.mjs';

const ROWS = 1_000_000;
const [name = 'sma', who = 'streaming', runs = '1'] = process.argv.slice(2);
const { close, high, low, ...others } = walk(ROWS, 42);

/** Bars that take one row at a time: rings, and every kernel run for that row. */
class LiveBars extends AuthorRows {
  constructor() {
    super();
    const line = () => new Line(this, new Float64Array(2048).fill(Number.NaN), 2047);
    this.high = line();
    this.low = line();
    this.close = line();
  }

  push(row) {
    const at = ++this.row & 2047;
    Line.bufferOf(this.high)[at] = high[row];
    Line.bufferOf(this.low)[at] = low[row];
    Line.bufferOf(this.close)[at] = close[row];
    this.advance();
  }
}

/** Per indicator: ours of bars, the package's, and the output of the package that is ours. */
const CASES = {
  sma: [(bars) => sma(bars.close, 20), () => new SMA({ period: 20, values: [] }), (value) => value],
  ema: [(bars) => ema(bars.close, 20), () => new EMA({ period: 20, values: [] }), (value) => value],
  rsi: [(bars) => rsi(bars.close, 14), () => new RSI({ period: 14, values: [] }), (value) => value],
  bollinger: [
    (bars) => bollinger(bars.close, 20, 2).upper,
    () => new BollingerBands({ period: 20, stdDev: 2, values: [] }),
    ({ upper }) => upper,
  ],
  macd: [
    (bars) => macd(bars.close, 12, 26, 9, { seed: 'apart' }).histogram,
    () => new MACD({ fastPeriod: 12, slowPeriod: 26, signalPeriod: 9, SimpleMAOscillator: false, SimpleMASignal: false, values: [] }),
    ({ histogram = 0 }) => histogram,
  ],
  atr: [(bars) => atr(bars, 14), () => new ATR({ period: 14, high: [], low: [], close: [] }), (value) => value],
};

/** What takes row after row and gives the newest value. */
function begin() {
  const [ours, theirs, read] = CASES[name];
  if (who === 'blocks') {
    const series = new BarSeries('A', { close, high, low, ...others });
    const line = ours(series);
    return () => {
      series.advance();
      return line.value;
    };
  }
  if (who === 'streaming' && name === 'atr') {
    const bars = new LiveBars();
    const line = ours(bars);
    return (row) => {
      bars.push(row);
      return line.value;
    };
  }
  if (who === 'streaming') {
    const source = new AuthorLine();
    const line = ours({ close: source });
    return (row) => {
      source.push(close[row]);
      return line.value;
    };
  }
  const indicator = theirs();
  const next =
    name === 'atr'
      ? (row) => indicator.nextValue({ high: high[row], low: low[row], close: close[row] })
      : (row) => indicator.nextValue(close[row]);
  return (row) => {
    const value = next(row);
    return value === undefined ? Number.NaN : read(value);
  };
}

const ns = [];
let sum = 0;
for (let r = 0; r < Number(runs); r++) {
  const next = begin();
  sum = 0;
  const start = process.hrtime.bigint();
  for (let row = 1; row <= ROWS; row++) {
    const value = next(row);
    if (!Number.isNaN(value)) sum += value;
  }
  ns.push(Number(process.hrtime.bigint() - start) / ROWS);
}
console.log(JSON.stringify({ name, who, ns, sum }));
