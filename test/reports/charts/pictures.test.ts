import { describe, expect, test } from 'vitest';
import { PAGE } from '../../../reports/charts/look.ts';
import { type Picture, picturesOf } from '../../../reports/charts/pictures.ts';
import { pngOf } from '../../../reports/charts/png.ts';
import { standalone } from '../../../reports/charts/standalone.ts';
import { DARK, LIGHT } from '../../../reports/palette.ts';
import { fillOf, pricesOf, resultOf, tripOf } from '../fixture.ts';

/** A year of days with a round trip a week. */
function year() {
  const prices = [pricesOf('X', 366), pricesOf('Y/Z', 366)];
  const value = Float64Array.from({ length: 366 }, (_, k) => 1000 + 50 * Math.sin(k / 15) + k / 3);
  const roundTrips = Array.from({ length: 52 }, (_, k) =>
    tripOf(7 * k, 7 * k + 4, { returnPct: (((k * 37) % 91) - 40) / 1000, mae: -k / 1000, mfe: k / 900 }),
  );
  const fills = roundTrips.map((_, k) => fillOf(1, 7 * k, { side: k % 2 === 0 ? 'buy' : 'sell' }));
  const plots = [{ strategyId: 's', instrument: 'X', name: 'score', pane: 'z', ts: prices[0]!.ts, value: prices[0]!.close }];
  return resultOf({ prices, equity: { ts: prices[0]!.ts, value }, roundTrips, fills, plots });
}

const named = (pictures: readonly Picture[], name: string): Picture => pictures.find((one) => one.name === name)!;

describe('the pictures of a result', () => {
  const result = year();
  const pictures = picturesOf(result);

  test('are those it has something to draw of, the most traded instrument first', () => {
    expect(pictures.map(({ name }) => name)).toEqual([
      'equity',
      'rolling',
      'months',
      'returns',
      'trades',
      'held',
      'mae',
      'mfe',
      'causes',
      'price-X',
      'price-Y_Z',
    ]);
    const none = new Float64Array(0);
    expect(picturesOf(resultOf({ equity: { ts: none, value: none }, roundTrips: [], fills: [], prices: [] }))).toEqual([]);
  });
  test('say in words what they show', () => {
    const says = (name: string): string => /aria-label="([^"]*)"/.exec(named(pictures, name).draw(PAGE, 500))![1]!;
    expect(says('equity')).toMatch(
      /^Equity over 2024-01-01 to 2024-12-31, 366 bars, from 1,000\.00 to [\d,.]+ USD; deepest drawdown [\d.]+ %$/,
    );
    expect(says('trades')).toContain('52 of them');
    expect(says('price-X')).toBe('Price of X from 2024-01-01 to 2024-12-31 with 52 fills');
  });
  test('have numbers only: nothing that is none gets into a path', () => {
    for (const { draw } of pictures) for (const width of [340, 560]) expect(draw(PAGE, width)).not.toMatch(/NaN|Infinity|undefined/);
  });
  test('in a page take their colours from it, on their own they bring them along', () => {
    for (const picture of pictures) {
      expect(picture.draw(PAGE, 560)).toContain('var(--');
      const alone = standalone(picture, result);
      expect(alone).not.toContain('var(--');
      expect(alone).toContain(LIGHT.soft);
    }
  });
  test('on their own say what was run, over what, and which result it is', () => {
    const alone = standalone(named(pictures, 'equity'), result);
    for (const text of [
      'Equity and drawdown',
      'sma-cross  fast=10 slow=20, asset = sample:sp500, 2024-01-01',
      'run run-1, result ab12cd34',
    ])
      expect(alone).toContain(text);
  });
  test('draw every fill of an instrument that has few, and say so where there are too many', () => {
    const price = named(pictures, 'price-X').draw(PAGE, 560);
    expect(price.match(/l4 7h-8Z/g)?.length).toBe(26);
    expect(price.match(/l4 -7h-8Z/g)?.length).toBe(26);
    const busy = { ...result, fills: Array.from({ length: 401 }, () => fillOf(1, 3)) };
    const crowded = named(picturesOf(busy), 'price-X');
    expect(crowded.draw(PAGE, 560)).not.toContain('l4 7h-8Z');
    expect(crowded.note).toContain('401 fills are too many');
  });
  test('leave out returns of exactly zero, and say how many', () => {
    const value = Float64Array.from({ length: 100 }, (_, k) => 1000 + Math.floor(k / 2));
    const { note } = named(picturesOf(resultOf({ equity: { ts: pricesOf('X', 100).ts, value } })), 'returns');
    expect(note).toContain('51 returns of exactly zero are left out');
  });
  test('keep hostile names text', () => {
    const hostile = '"><script>alert(1)</script>';
    const bad = resultOf({ prices: [pricesOf(hostile, 5)], spec: { strategy: hostile }, runId: hostile });
    for (const picture of picturesOf(bad)) {
      expect(standalone(picture, bad)).not.toContain('<script');
      expect(picture.name).toMatch(/^[\w.-]+$/);
    }
  });
});

describe('as PNG', () => {
  const width = (png: Uint8Array): number => Buffer.from(png).readUInt32BE(16);
  test('pictures have twice their size in pixels, and the same bytes every time', async () => {
    const result = year();
    for (const name of ['equity', 'months', 'mae', 'price-X']) {
      const svg = standalone(named(picturesOf(result), name), result);
      const png = await pngOf(svg);
      expect([...png.subarray(1, 4)].map((code) => String.fromCharCode(code)).join('')).toBe('PNG');
      expect(width(png)).toBe(1800);
      expect(Buffer.from(await pngOf(svg)).equals(Buffer.from(png))).toBe(true);
    }
  });
  test('the letters are drawn: another text is another picture', async () => {
    const result = resultOf();
    const svg = standalone(named(picturesOf(result), 'equity'), result);
    const other = await pngOf(svg.replace('Equity and drawdown', 'Something else'));
    expect(Buffer.from(other).equals(Buffer.from(await pngOf(svg)))).toBe(false);
  });
});

test('dots and curves stand out from what lies behind them by at least 3', () => {
  const light = (hex: string): number => {
    const [r, g, b] = [1, 3, 5].map((k) => {
      const c = Number.parseInt(hex.slice(k, k + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  for (const palette of [LIGHT, DARK]) {
    for (const name of ['accent', 'hold', 'up', 'down', 'mark', 'run1', 'run2', 'run3', 'run4', 'run5', 'run6'] as const) {
      const [a, b] = [light(palette[name]), light(palette.card)];
      expect((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), name).toBeGreaterThan(3);
    }
  }
});
