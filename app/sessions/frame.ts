import { isoTime } from '../../engine/model/time.ts';
import { grouped, plain } from '../../reports/format.ts';
import type { Happening } from './happening.ts';
import type { LinkView, SessionView } from './view.ts';

/** What a line is, for who colours it. */
export type Tone = 'plain' | 'title' | 'dim' | 'good' | 'bad';

/** A line of the picture of a session. */
export interface Line {
  readonly text: string;
  readonly tone: Tone;
}

/** Signs of a line, and lines: a picture that is larger would slide away. */
export interface Size {
  readonly width: number;
  readonly rows: number;
}

/** Lines above the tables, and lines of what happened last that have room in any case. */
const ABOVE = 4;
const BELOW = 4;

/** The picture of a session: how it stands, what it holds, what waits, what happened last. What has no room is counted. */
export function frameOf(view: SessionView, last: readonly Happening[], { width, rows }: Size): Line[] {
  const { session, tradingState, holds, currency, equity, pnl, startCash, cash, ts } = view;
  const share = startCash === 0 ? Number.NaN : pnl / startCash;
  const made = `${signed(pnl, grouped)} (${signed(share * 100, grouped)} %)`;
  const links = (['feed', 'broker'] as const).flatMap((name) => {
    const link = view.health[name];
    return link === null ? [] : [[name === 'feed' ? 'data' : name, link] as const];
  });
  // Each table has a line above its head and perhaps one below its rows.
  const most = Math.max(1, Math.floor((rows - ABOVE - BELOW) / 2) - 3);
  const lines: Line[] = [
    { text: `${session}  ${view.strategies.join(', ')}`, tone: 'title' },
    {
      text: `${Number.isFinite(ts) ? isoTime(ts) : 'no data yet'}${links.map(([name, link]) => `  ${name} ${linkText(link)}`).join('')}`,
      tone: linkTone(links),
    },
    { text: `equity ${grouped(equity)} ${currency}  ${made}  cash ${grouped(cash)}`, tone: pnl < 0 ? 'bad' : pnl > 0 ? 'good' : 'plain' },
    {
      text: `trading ${tradingState}${holds.map(({ who, strategyId }) => `, ${who}${strategyId === null ? '' : ` of ${strategyId}`}`).join('')}`,
      tone: tradingState === 'active' ? 'plain' : 'bad',
    },
    ...table('positions', view.positions, most, ['instrument', 'qty', 'entry', 'price', 'P&L'], (one) => [
      one.instrument,
      plain(one.qty),
      plain(one.avgPrice),
      plain(one.price),
      signed(one.unrealizedPnl, grouped),
    ]),
    ...table('open orders', view.orders, most, ['order', 'instrument', 'side', 'type', 'qty', 'filled', 'price'], (one) => [
      String(one.id),
      one.instrument,
      one.side,
      one.type,
      plain(one.qty),
      plain(one.filledQty),
      plain(Number.isNaN(one.price) ? one.trigger : one.price),
    ]),
  ];
  const room = Math.max(rows - lines.length, 0);
  for (const { ts, text, kind } of room === 0 ? [] : last.slice(-room))
    lines.push({ text: `${timeOf(ts)}  ${text}`, tone: GRAVE.has(kind) ? 'bad' : 'dim' });
  return lines.slice(0, rows).map(({ text, tone }) => ({ text: cut(text, width), tone }));
}

const GRAVE: ReadonlySet<string> = new Set(['error', 'drift', 'halt', 'reject']);

/** A line of one happening: `2024-01-02 09:30:00 fill  bought 5 AAPL at 100.5`. */
export const lineOf = ({ ts, kind, text }: Happening): string => `${timeOf(ts)}  ${kind.padEnd(6)}  ${text}`;

const timeOf = (ts: number): string => (Number.isFinite(ts) ? isoTime(ts).slice(0, 19).replace('T', ' ') : '-'.padEnd(19));

const signed = (value: number, write: (value: number) => string): string => (value > 0 ? `+${write(value)}` : write(value));

const linkText = ({ up, why }: LinkView): string =>
  up ? (why === '' || / up$/.test(why) ? 'up' : `up (${why})`) : `DOWN${why === '' ? '' : ` (${why})`}`;

const linkTone = (links: readonly (readonly [string, LinkView])[]): Tone => (links.every(([, { up }]) => up) ? 'dim' : 'bad');

/** Columns of one width each, the first aligned to the left; a line alone where there is nothing. */
function table<T>(name: string, all: readonly T[], most: number, head: readonly string[], row: (one: T) => readonly string[]): Line[] {
  if (all.length === 0) return [{ text: `no ${name}`, tone: 'dim' }];
  const rows = [head, ...all.slice(0, most).map(row)];
  const widths = head.map((_, k) => Math.max(...rows.map((cells) => cells[k]!.length)));
  const lines = rows.map((cells, k): Line => {
    const text = cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ');
    return { text: `  ${text}`, tone: k === 0 ? 'dim' : 'plain' };
  });
  const more = all.length > most ? [{ text: `  and ${all.length - most} more`, tone: 'dim' as const }] : [];
  return [{ text: `${name}: ${all.length}`, tone: 'plain' }, ...lines, ...more];
}

/** No more than so many signs: a line that is too long would break, and the picture slide away. */
const cut = (text: string, width: number): string => {
  const plain = text.replace(/\p{Cc}/gu, ' ');
  return [...plain].length <= width ? plain : `${[...plain].slice(0, Math.max(width - 1, 0)).join('')}…`;
};
