import { ConfigError } from '../../../engine/model/errors.ts';
import type { BarLayout } from '../bars/bar-plan.ts';
import type { ReadOptions } from '../reading.ts';
import type { Cells, Table } from '../table.ts';
import { isClock } from '../time/time-text.ts';

/** Rows looked at to tell which column is which. */
const LOOK = 1000;

type Known = Pick<BarLayout, 'price' | 'instrument'>;

/** The layout of bars without a header: time, open, high, low, close, volume; or with the time of day in a second column. */
export function headerlessBars(table: Table, path: string, { stamp, timezone }: ReadOptions, known: Known): BarLayout {
  refuseServerTime(table, path, timezone);
  const rows = table.sample();
  rows.next();
  const clock = table.head.length > 5 && isClock(rows.text(1)) ? 1 : -1;
  const first = clock < 0 ? 1 : 2;
  const volume = table.head.length > first + 4 ? first + 4 : -1;
  const order = orderOf(table, first);
  const names = ['time', ...(clock < 0 ? [] : ['time of day']), ...order, 'volume'].join(', ');
  const warnings = [
    `${table.name}: no header, so the columns are taken as ${names}`,
    ...(volume < 0 ? [`${table.name}: no volume column, so every volume is 0`] : []),
  ];
  const at = Object.fromEntries(order.map((name, k) => [name, first + k])) as Record<(typeof order)[number], number>;
  const time = { at: 0, clock, stamp: stamp ?? (BYBIT.test(path) ? 'open' : undefined), end: -1, isUtc: false };
  return { ...known, time, at: { ...at, volume, scale: 1 }, found: [`columns: no header, taken as ${names}`], warnings };
}

const USUAL = ['open', 'high', 'low', 'close'] as const;
/** Bitfinex puts the close second. */
const BITFINEX = ['open', 'close', 'high', 'low'] as const;

/** The order of prices: the usual one, unless only the other makes every row a bar; throws a ConfigError where neither makes bars. */
function orderOf(table: Table, first: number): typeof USUAL | typeof BITFINEX {
  let usual = 0;
  let other = 0;
  let count = 0;
  for (const rows = table.sample(); count < LOOK && rows.next(); count++) {
    const [a, b, c, d] = [0, 1, 2, 3].map((k) => (first + k < table.head.length ? rows.number(first + k) : Number.NaN)) as [
      number,
      number,
      number,
      number,
    ];
    if (b < Math.max(a, c, d) || c > Math.min(a, b, d)) usual++;
    if (c < Math.max(a, b, d) || d > Math.min(a, b, c)) other++;
  }
  if (usual > 0 && other === 0) return BITFINEX;
  if (usual * 2 <= count && table.head.length > first + 3) return USUAL;
  throw new ConfigError(
    `Expected a header in ${table.name}, or columns by number (${table.name}?columns=time=1,open=2,high=3,low=4,close=5), but it was "${table.head.join(',')}"`,
  );
}

/** Whether rows of a time and two prices are quotes: the ask lies a little above the bid in nearly all of them. */
export function areQuotes(table: Table): boolean {
  if (table.hasHeader || table.head.length < 3 || table.head.length > 4) return false;
  let count = 0;
  let odd = 0;
  for (const rows = table.sample(); count < LOOK && rows.next(); count++) {
    const bid = rows.number(1);
    if (!(Math.abs(rows.number(2) / bid - 1) < 0.2) || rows.number(2) < bid) odd++;
  }
  return odd * 20 <= count;
}

/**
 * Refuses klines that Bybit publishes for MetaTrader without a timezone: they are in the time of a server. Others who compared
 * them with Binance's klines found it three hours ahead of UTC, summer and winter.
 */
function refuseServerTime(table: Table, path: string, timezone: string | undefined): void {
  if (timezone !== undefined || !BYBIT.test(path)) return;
  const { name } = table;
  throw new ConfigError(
    `Expected a timezone for ${name}: Bybit's klines for MetaTrader are in a server's time, measured as UTC+3 (${name}?timezone=+03:00), but it was "none"`,
  );
}

/** `BTCUSDT_1_2024-01-01_2024-01-31.csv.gz`. */
const BYBIT = /(^|[\\/])[A-Z0-9]+_\d+_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv(\.gz)?$/;

/** Whether a cell is the text of a truth value, as Binance's dumps have them. */
export const isTruth = (rows: Cells, at: number): boolean => /^(true|false)$/i.test(rows.text(at));
