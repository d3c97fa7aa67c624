import { readFileSync } from 'node:fs';
import { type BarColumns, barColumns, parseTime } from '../../engine/index.ts';

const DAY = 86_400_000;

/** Reads a data file of the cases: time first, then the columns that its header names. Labels are opening times. */
export function readBars(file: string): BarColumns {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  const place = (name: string): number => names.indexOf(name);
  const [open, high, low, close, volume] = ['Open', 'High', 'Low', 'Close', 'Volume'].map(place) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const columns = barColumns(lines.length);
  lines.forEach((line, k) => {
    const cells = line.split(',');
    const row = k + 1;
    columns.openTimes[row] = parseTime(cells[0]!);
    columns.open[row] = Number(cells[open]);
    columns.high[row] = Number(cells[high]);
    columns.low[row] = Number(cells[low]);
    columns.close[row] = Number(cells[close]);
    columns.volume[row] = Number(cells[volume]);
  });
  const gaps = Array.from(columns.openTimes.subarray(2), (ts, k) => ts - columns.openTimes[k + 1]!);
  const length = gaps.reduce((least, gap) => Math.min(least, gap), DAY);
  for (let row = 1; row <= lines.length; row++) columns.times[row] = columns.openTimes[row]! + length;
  return columns;
}
