import { describe, expect, it } from 'vitest';
import { frameOf, lineOf } from '../../../app/sessions/frame.ts';
import type { Happening } from '../../../app/sessions/happening.ts';
import { type Screen, TerminalView } from '../../../app/sessions/terminal-view.ts';
import { viewWith } from './views.ts';

const POSITION = { strategyId: 'mine', instrument: 'ABC', qty: 100, avgPrice: 98.5, price: 99.75, unrealizedPnl: 125 };
const fill: Happening = { kind: 'fill', ts: Date.UTC(2024, 0, 2, 9, 30), text: 'bought 100 ABC at 98.5, order 1', data: {} };
const order: Happening = { ...fill, kind: 'order', text: 'order 1 submitted: buy 100 ABC market' };

const ESC = '\x1b';
const SEQUENCE = new RegExp(`${ESC}\\[\\d*[A-Za-z]|\\r|\\n|[^${ESC}\\r\\n]+`, 'g');
const COLOR = new RegExp(`${ESC}\\[\\d*m`);

const texts = (...args: Parameters<typeof frameOf>): string[] => frameOf(...args).map(({ text }) => text);

/** A terminal, and what is written on it. */
function terminal(more: Partial<Screen> = {}) {
  const seen = { text: '' };
  const view = new TerminalView({ isTTY: true, env: {}, columns: 60, rows: 24, write: (text) => (seen.text += text), ...more });
  return { view, seen };
}

/** What stands on a terminal after all that was written: rows of signs, by the few sequences that are used. */
function screenAfter(text: string): string[] {
  const rows: string[] = [''];
  let row = 0;
  for (const [part] of text.matchAll(SEQUENCE)) {
    if (part.startsWith(ESC) && part.endsWith('A')) row -= Number.parseInt(part.slice(2), 10);
    else if (part === '\n') row++;
    else if (part === '\x1b[J') rows.length = row;
    else if (part !== '\r' && !part.startsWith('\x1b')) rows[row] = part;
    rows[row] ??= '';
  }
  return rows;
}

describe('the picture of a session', () => {
  it('says how it stands, what it holds, what waits and what happened last', () => {
    const view = viewWith({ orders: [7], positions: [POSITION], equity: 10_125, pnl: 125, cash: 150 });
    expect(texts(view, [fill], { width: 80, rows: 24 })).toEqual([
      'x  mine',
      '2024-01-02T00:00:00.000Z  data up',
      'equity 10,125.00 USD  +125.00 (+1.25 %)  cash 150.00',
      'trading active',
      'positions: 1',
      '  instrument  qty  entry  price      P&L',
      '  ABC         100   98.5  99.75  +125.00',
      'open orders: 1',
      '  order  instrument  side   type  qty  filled  price',
      '  7             ABC   buy  limit    5       0   99.5',
      '2024-01-02 09:30:00  bought 100 ABC at 98.5, order 1',
    ]);
  });

  it('says what is the matter', () => {
    const hold = { who: 'drift', strategyId: null, state: 'reducing', flatten: false, since: '', until: null } as const;
    const broker = { up: false, why: 'the venue closed the stream', skew: Number.NaN, unknown: 0 };
    const view = viewWith({
      tradingState: 'reducing',
      holds: [hold],
      health: { feed: { up: true, why: '' }, broker },
      ts: Number.NaN,
      pnl: -5,
    });
    const lines = frameOf(view, [], { width: 80, rows: 24 });
    expect(lines.map(({ text }) => text)).toContain('no data yet  data up  broker DOWN (the venue closed the stream)');
    expect(lines.find(({ text }) => text.startsWith('trading'))).toEqual({ text: 'trading reducing, drift', tone: 'bad' });
    expect(lines.filter(({ text }) => text.startsWith('no '))).toHaveLength(3);
  });

  it.each([
    [20, 24],
    [80, 8],
    [1, 1],
    [40, 13],
  ])('is never wider than %i signs nor higher than %i lines', (width, rows) => {
    const positions = Array.from({ length: 40 }, (_, k) => ({ ...POSITION, instrument: `INSTRUMENT-${k}` }));
    const view = viewWith({ positions, orders: Array.from({ length: 40 }, (_, k) => k + 1) });
    const lines = texts(view, [fill, fill], { width, rows });
    expect(lines.length).toBeLessThanOrEqual(rows);
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
  });

  it('counts what has no room, and takes what an author wrote for what it is: text', () => {
    const positions = Array.from({ length: 40 }, () => POSITION);
    expect(texts(viewWith({ positions }), [], { width: 80, rows: 24 })).toContain('  and 35 more');
    expect(texts(viewWith(), [{ ...fill, text: 'a\x1b[2Jb\nc' }], { width: 80, rows: 24 }).at(-1)).toBe('2024-01-02 09:30:00  a [2Jb c');
  });
});

describe('on a terminal', () => {
  it('the picture is drawn in its own place, and what was there before is gone', () => {
    const { view, seen } = terminal();
    view.refresh(() => viewWith({ positions: [POSITION, POSITION], orders: [1] }));
    view.happened(fill);
    view.refresh(() => viewWith({ equity: 9_000, pnl: -1_000 }));
    const shown = screenAfter(seen.text);
    expect(shown[2]).toBe('equity 9,000.00 USD  -1,000.00 (-10.00 %)  cash 10,000.00');
    expect(shown.filter((line) => line !== '')).toHaveLength(7);
    expect(shown.join('\n')).toContain('bought 100 ABC');
    expect(seen.text).toContain('\x1b[31m');
  });

  it('nothing is coloured where NO_COLOR says so', () => {
    const { view, seen } = terminal({ env: { NO_COLOR: '1' } });
    view.refresh(() => viewWith({ pnl: -1 }));
    expect(seen.text).not.toMatch(COLOR);
  });
});

describe('elsewhere', () => {
  it.each([{ isTTY: false }, { env: { TERM: 'dumb' } }])('a line is written for what is worth one, and no picture (%j)', (more) => {
    const { view, seen } = terminal(more);
    view.refresh(() => viewWith());
    view.happened(order);
    view.happened(fill);
    view.happened({ ...order, kind: 'reject', text: 'order 2 rejected' });
    expect(seen.text).toBe(`${lineOf(fill)}\n2024-01-02 09:30:00  reject  order 2 rejected\n`);
    expect(lineOf(fill)).toBe('2024-01-02 09:30:00  fill    bought 100 ABC at 98.5, order 1');
  });
});
