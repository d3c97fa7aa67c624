import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Comparison } from '../../../reports/comparison.ts';
import { comparisonPage } from '../../../reports/html/comparison-page.ts';
import type { Result } from '../../../reports/result.ts';
import { pricesOf, resultOf } from '../fixture.ts';
import { Chromium, CONTRASTS, picture, WITHOUT } from './in-chromium.ts';

const ts = pricesOf('X', 400).ts;
const resultAt = (k: number): Result =>
  resultOf({ runId: `run-${k}`, equity: { ts, value: Float64Array.from(ts, (_, n) => 1000 + 30 * k * Math.sin(n / (9 + k)) + n / 3) } });

/** Eight runs: more than there are colours. */
function eight(): string {
  const results = Array.from({ length: 8 }, (_, k) => resultAt(k));
  const comparison: Comparison = {
    runs: results.map(({ runId, resultHash, metrics }, k) => ({
      runId,
      resultHash: resultHash + k,
      createdAt: 0,
      engine: '0.1.0',
      spec: { strategy: 'sma-cross', params: { slow: 10 * k }, account: { currency: 'USD' } },
      metrics: { ...metrics },
    })),
    trials: [],
  };
  return comparisonPage(comparison, results);
}

describe.skipIf(WITHOUT !== '')(`the page of a comparison in Chromium${WITHOUT}`, { timeout: 90_000 }, () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await Chromium.start();
  }, 90_000);
  afterAll(() => chromium?.stop());

  test('draws all curves with what each is worth, complains of nothing and asks for nothing', async () => {
    const { page, complaints } = await chromium.open(eight());
    expect(await page.locator('#curves-now').textContent()).toMatch(/^2025-02-03\s+A 13\.30 %\s+B [\d.-]+ %.*H [\d.-]+ %/);
    const all = await picture(page, '#curves');
    await page.locator('#curves').focus();
    await page.keyboard.press('+');
    await page.waitForTimeout(300);
    expect((await picture(page, '#curves')).equals(all)).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('has no sideways scroll on a phone', async () => {
    const { page, complaints } = await chromium.open(eight(), { viewport: { width: 360, height: 740 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test.each(['light', 'dark'] as const)('all text has a contrast of at least 4.5 in the %s scheme', async (colorScheme) => {
    const { page } = await chromium.open(eight(), { colorScheme });
    const found = (await page.evaluate(CONTRASTS)) as { ratio: number }[];
    expect(found.length).toBeGreaterThan(300);
    expect(found.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    await page.context().close();
  });
});
