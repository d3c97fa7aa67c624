import { add, divide, larger, multiply, smaller, subtract } from '../../../engine/indicators/arithmetic.ts';
import { lag } from '../../../engine/indicators/lag.ts';
import { rangePosition } from '../../../engine/indicators/range-position.ts';
import { hl2, hlc3, ohlc4 } from '../../../engine/indicators/typical-price.ts';
import { indicatorContract } from '../../contract/indicator.ts';

for (const [name, operation, definition] of [
  ['add', add, (a: number, b: number) => a + b],
  ['subtract', subtract, (a: number, b: number) => a - b],
  ['multiply', multiply, (a: number, b: number) => a * b],
  ['divide', divide, (a: number, b: number) => a / b],
  ['larger', larger, Math.max],
  ['smaller', smaller, Math.min],
] as const) {
  indicatorContract({
    name: `${name} of two lines`,
    make: (bars) => operation(bars.high, bars.low),
    readyOn: 1,
    window: 1,
    gap: [0],
    expected: ({ high, low }, row) => definition(high[row]!, low[row]!),
  });

  indicatorContract({
    name: `${name} of a line and a number`,
    make: (bars) => operation(bars.close, 97.5),
    of: (source) => operation(source, 97.5),
    readyOn: 1,
    window: 1,
    gap: [0],
    expected: ({ close }, row) => definition(close[row]!, 97.5),
  });
}

indicatorContract({
  name: 'hlc3',
  make: hlc3,
  readyOn: 1,
  window: 1,
  gap: [0],
  expected: ({ high, low, close }, row) => (high[row]! + low[row]! + close[row]!) / 3,
});

indicatorContract({
  name: 'hl2',
  make: hl2,
  readyOn: 1,
  window: 1,
  gap: [0],
  expected: ({ high, low }, row) => (high[row]! + low[row]!) / 2,
});

indicatorContract({
  name: 'ohlc4',
  make: ohlc4,
  readyOn: 1,
  window: 1,
  gap: [0],
  expected: ({ open, high, low, close }, row) => (open[row]! + high[row]! + low[row]! + close[row]!) / 4,
});

indicatorContract({
  name: 'lag(12)',
  make: (bars) => lag(bars.close, 12),
  of: (source) => lag(source, 12),
  withPeriod: (bars, rows) => lag(bars.close, rows),
  readyOn: 13,
  window: 13,
  gap: [12],
  expected: ({ close }, row) => close[row - 12]!,
});

indicatorContract({
  name: 'rangePosition',
  make: (bars) => rangePosition(bars.close, bars.low, bars.high, { scale: 100, flat: 50 }),
  readyOn: 1,
  window: 1,
  gap: [0],
  expected: ({ high, low, close }, row) => (high[row] === low[row] ? 50 : (100 * (close[row]! - low[row]!)) / (high[row]! - low[row]!)),
});
