import { afterEach, describe, expect, it } from 'vitest';
import { startKraken } from '../../venues/exchange/kraken.ts';
import type { Loopback } from '../../venues/loopback.ts';
import { Tape } from '../../venues/tape.ts';
import { IntoStore, linesOf } from './into-store.ts';

const at = (text: string): number => Date.parse(`2024-03-${text}Z`);
const MINUTES = 'BTCUSDT.KRAKEN@1m';

let venue: Loopback;
let into: IntoStore;

afterEach(async () => {
  await venue.close();
  into[Symbol.dispose]();
});

describe('a venue that hands out its newest 720 bars and no others', () => {
  it('gives those, says what it does not have, and is extended while its bars reach back far enough', async () => {
    let now = at('02T00:00:30');
    const tape = Tape.make('1m', at('01T00:00'), 6000);
    venue = await startKraken({ pairs: { XBTUSDT: tape }, now: () => now });
    into = new IntoStore();
    const fetch = (from: number | null = null) => into.fetch(MINUTES, { baseUrl: venue.url, from });

    // 720 with the one that is still open.
    const { notes } = await fetch(at('01T00:00'));
    expect(into.rows(MINUTES)).toEqual(linesOf(tape.bars.slice(721, 1440), '1m'));
    expect(notes).toEqual(['kraken has nothing of BTCUSDT.KRAKEN@1m from 2024-03-01T00:00:00.000Z to 2024-03-01T12:01:00.000Z']);
    expect(into.store.instrument('BTCUSDT.KRAKEN')).toEqual({
      tickSize: 0.1,
      stepSize: 1e-8,
      minNotional: 0.5,
      quote: 'USDT',
      calendar: '24/7',
    });

    now = at('02T10:00:30');
    expect((await fetch(at('01T12:01'))).notes).toEqual([]);
    expect(into.rows(MINUTES)).toEqual(linesOf(tape.bars.slice(721, 2040), '1m'));

    now = at('03T10:00:30');
    expect((await fetch(at('01T12:01'))).notes).toEqual([
      'kraken has nothing of BTCUSDT.KRAKEN@1m from 2024-03-02T09:59:00.000Z to 2024-03-02T22:01:00.000Z',
    ]);
    expect(into.rows(MINUTES)).toEqual(linesOf([...tape.bars.slice(721, 2040), ...tape.bars.slice(2761, 3480)], '1m'));
  });

  it('is asked once a second at the most', async () => {
    venue = await startKraken({ pairs: { XBTUSDT: Tape.make('1d', at('01T00:00'), 100) }, now: () => at('30T00:00:30') });
    into = new IntoStore();
    const begun = performance.now();
    await into.fetch('BTCUSDT.KRAKEN@1d', { baseUrl: venue.url, from: at('01T00:00'), paced: true });
    expect(performance.now() - begun).toBeGreaterThan((venue.asked.length - 2) * 1000);
  });

  it('gives longer bars from further back', async () => {
    const tape = Tape.make('1h', at('01T00:00'), 1000);
    venue = await startKraken({ pairs: { XBTUSDT: tape }, now: () => at('30T00:00:30') });
    into = new IntoStore();
    await into.fetch('BTCUSDT.KRAKEN@4h', { baseUrl: venue.url });
    expect(into.rows('BTCUSDT.KRAKEN@4h')).toEqual(linesOf(tape.at(at('30T00:00:30'), '4h').slice(0, -1), '4h'));
    // What ccxt does not translate for this venue is not sent to it.
    expect(venue.asked.filter(({ query }) => 'until' in query)).toEqual([]);
    expect(venue.asked.filter(({ path }) => path.endsWith('OHLC')).length).toBeGreaterThan(1);
  });
});
