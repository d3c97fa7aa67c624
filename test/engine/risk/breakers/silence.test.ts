import { describe, expect, it } from 'vitest';
import { type DrawnSession, sessions } from '../../session-table.ts';
import { bars, ends, follow, live, type Row, type Terms } from '../../world.ts';
import { changes } from '../said.ts';

const flat: Row = [10, 10, 10, 10];
const hours = (n: number): readonly Row[] => Array.from({ length: n }, () => flat);

/** `A` in hours with whatever is missing, `B` in hours without a gap, a buy of `B` at the closes given. */
function listening(
  a: readonly (Row | string)[],
  risk: Terms['risk'],
  { bought = [], ...terms }: Terms & { readonly bought?: readonly number[] } = {},
) {
  const feeds = { a: bars('A', '1h', a), b: bars('B', '1h', hours(24)) };
  const buy = (ctx: { buy: (feed: typeof feeds.b, options: { qty: number }) => unknown }) =>
    Object.fromEntries(bought.map((bar) => [bar, () => ctx.buy(feeds.b, { qty: 1 })]));
  return live(feeds, (ctx) => follow(feeds.b, buy(ctx)), { ...terms, ...(risk && { risk }) });
}

describe('an instrument that falls silent', () => {
  const silent = [...hours(3), '2024-01-01T09:00', ...hours(15)];

  it('restricts trading once nothing of it has come for longer than allowed, and until something comes', () => {
    // The last close of A before the gap is 03:00, the next one 10:00.
    const past = listening(silent, { maxSilence: '2h' }, { bought: [4, 5, 8, 9] });
    expect(changes(past)).toEqual([
      ['2024-01-01T05:00', 'max-silence', 'active', 'reducing'],
      ['2024-01-01T10:00', 'max-silence', 'reducing', 'active'],
    ]);
    expect(past.session.risk.transitions[0]).toMatchObject({
      ts: Date.UTC(2024, 0, 1, 5) + 1,
      why: 'nothing of "A" since 2024-01-01T03:00:00.000Z',
    });
    // At 05:00 it is as old as it may be.
    expect(ends(past)).toEqual(['filled', 'rejected: trading-halted', 'rejected: trading-halted', 'filled']);
  });

  it('is noticed though nothing else happens', () => {
    const a = bars('A', '1h', silent);
    const past = live({ a }, () => ({}), { risk: { maxSilence: '2h' } });
    expect(changes(past).map(([ts]) => ts)).toEqual(['2024-01-01T05:00', '2024-01-01T10:00']);
  });

  it('may cost a cool-down after it speaks again, or trading for good', () => {
    const until = (coolDown: string | null) => changes(listening(silent, { maxSilence: { limit: '2h', coolDown } })).map(([ts]) => ts);
    expect(until('90m')).toEqual(['2024-01-01T05:00', '2024-01-01T11:30']);
    expect(until(null)).toEqual(['2024-01-01T05:00']);
  });

  it('goes on where it falls silent again within the cool-down', () => {
    const again = [...hours(3), '2024-01-01T06:00', flat, '2024-01-01T12:00', ...hours(12)];
    // It speaks at 07:00, is silent from 09:00, and speaks again at 13:00.
    const past = listening(again, { maxSilence: { limit: '2h', coolDown: '3h' } });
    expect(changes(past)).toEqual([
      ['2024-01-01T05:00', 'max-silence', 'active', 'reducing'],
      ['2024-01-01T16:00', 'max-silence', 'reducing', 'active'],
    ]);
  });

  it('is silent by right while its market is closed: only its own trading time counts, breaks apart', () => {
    const drawn: readonly DrawnSession[] = [
      ['2024-01-01', '00:00', '04:00'],
      ['2024-01-02', '09:00', '20:00', '10:00-12:00'],
    ];
    const feeds = { a: bars('A', '1h', hours(3)), b: bars('B', '1h', hours(72)) };
    const past = live(feeds, () => ({}), { risk: { maxSilence: '3h' }, calendars: [sessions(drawn), undefined] });
    // One hour is left of Monday, one of Tuesday before the break, and one after it: 13:00.
    expect(changes(past)).toEqual([['2024-01-02T13:00', 'max-silence', 'active', 'reducing']]);
  });

  it('need not have spoken before its first row, nor after its end', () => {
    const late = ['2024-01-01T12:00', ...hours(12)];
    expect(changes(listening(late, { maxSilence: '2h' }))).toEqual([]);
    const past = listening(hours(3), { maxSilence: '2h' }, { instruments: { A: { expiry: Date.UTC(2024, 0, 1, 4) } } });
    expect(changes(past)).toEqual([]);
  });

  it('may close everything', () => {
    const past = listening(silent, { maxSilence: { limit: '2h', action: 'flatten' } }, { bought: [0] });
    expect(past.fills.map(({ side, tag, instrument }) => [side, tag, instrument])).toEqual([
      ['buy', null, 'B'],
      ['sell', 'max-silence', 'B'],
    ]);
  });
});
