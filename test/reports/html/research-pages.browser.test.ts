import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cpcvPage } from '../../../reports/html/cpcv-page.ts';
import { monteCarloPage } from '../../../reports/html/monte-carlo-page.ts';
import { sweepPage } from '../../../reports/html/sweep-page.ts';
import { walkForwardPage } from '../../../reports/html/walk-forward-page.ts';
import { Chromium, CONTRASTS, picture, WITHOUT } from './in-chromium.ts';
import { cpcvResult, monteCarloView, OBJECTIVES, sweepView, walkForwardResult } from './research-fixture.ts';

const PAGES = {
  sweep: () => sweepPage(sweepView(), OBJECTIVES),
  'walk-forward': () => walkForwardPage(walkForwardResult()),
  'cross-validation': () => cpcvPage(cpcvResult()),
  'Monte Carlo': () => monteCarloPage(monteCarloView(), '0.1.0'),
};

describe.skipIf(WITHOUT !== '')(`the pages of research in Chromium${WITHOUT}`, { timeout: 90_000 }, () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await Chromium.start();
  }, 90_000);
  afterAll(() => chromium?.stop());

  test.each(Object.entries(PAGES))('%s: legible light and dark, whole on a phone, and silent', async (_, make) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, complaints } = await chromium.open(make(), { colorScheme });
      const found = (await page.evaluate(CONTRASTS)) as { ratio: number }[];
      expect(found.length).toBeGreaterThan(100);
      expect(found.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
    const { page } = await chromium.open(make(), { viewport: { width: 360, height: 740 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page.context().close();
  });

  test('the heat map shows any number over any two dimensions, and tells what a cell holds', async () => {
    const { page } = await chromium.open(PAGES.sweep());
    expect(await page.locator('#heat rect').count()).toBe(36);
    expect(await page.locator('#heat-now').textContent()).toContain('fast 15, slow 60: Sharpe 1.20 1 trial');
    const before = await picture(page, '#heat');
    await page.locator('#heat-y').selectOption({ label: 'exit' });
    expect(await page.locator('#heat rect').count()).toBe(6);
    await page.locator('#heat-metric').selectOption({ label: 'Drawdown' });
    await page.locator('#heat-of').selectOption('worst');
    await page.locator('#heat rect').first().hover();
    expect(await page.locator('#heat-now').textContent()).toMatch(/^fast \d+, exit stop: Drawdown [\d.]+ % 6 trials, [\d.]+ % to [\d.]+ %/);
    expect((await picture(page, '#heat')).equals(before)).toBe(false);
    await page.context().close();
  });

  test('the front is that of the two numbers chosen', async () => {
    const { page } = await chromium.open(PAGES.sweep());
    expect(await page.locator('#front-now').textContent()).toMatch(/of 36 trials are beaten by no other in both/);
    await page.locator('#front-x').selectOption({ label: 'Return' });
    expect(await page.locator('#front-now').textContent()).toMatch(/^1 of 36 trials/);
    const circle = page.locator('#front-chart circle').first();
    await circle.hover({ force: true });
    expect(await page.locator('#front-now').textContent()).toContain('Trial 14: fast=15 slow=60 exit=stop');
    await page.context().close();
  });

  test('the parallel coordinates let more or less of the best stand out', async () => {
    const { page } = await chromium.open(PAGES.sweep());
    expect(await page.locator('#parallel-note').textContent()).toBe('Blue: the best 4; orange: the best one.');
    await page.locator('#parallel-share').selectOption({ label: 'all' });
    expect(await page.locator('#parallel-note').textContent()).toBe('Blue: the best 36; orange: the best one.');
    await page.context().close();
  });

  test('the table of trials is sorted and filtered, and turned page by page', async () => {
    const { page } = await chromium.open(PAGES.sweep());
    const first = (): Promise<string[]> => page.locator('#trials tbody tr').first().locator('td').allTextContents();
    expect((await first()).slice(0, 5)).toEqual(['1', '14', '15', '60', 'stop']);
    await page.getByRole('button', { name: 'Trades' }).click();
    expect((await first())[1]).toBe('0');
    await page.getByRole('button', { name: 'Trades' }).click();
    expect((await first())[1]).toBe('35');
    expect(await page.locator('#trial-page').textContent()).toBe('Page 1 of 2');
    await page.locator('#trial-next').click();
    expect(await page.locator('#trials tbody tr').count()).toBe(13);
    await page.locator('#trial-words').fill('slow=60 trail');
    await page.waitForTimeout(300);
    expect(await page.locator('#trial-count').textContent()).toBe('3 of 38 trials');
    await page.context().close();
  });

  test('where no program runs, the best trials and what they are worth are there', async () => {
    const { page, complaints } = await chromium.open(PAGES.sweep(), { javaScriptEnabled: false });
    expect(await page.locator('#trials tbody tr').count()).toBe(25);
    expect(await page.locator('#worth').innerText()).toContain('Deflated Sharpe (DSR)');
    expect(complaints.filter((one) => !one.includes('script'))).toEqual([]);
    await page.context().close();
  });

  test('ten thousand trials are drawn and turned over in a moment', async () => {
    const { trials } = sweepView();
    const many = Array.from({ length: 10_000 }, (_, number) => {
      const { metrics } = trials[number % 36]!;
      return {
        number,
        point: { fast: number % 97, slow: (number * 31) % 401, exit: 'stop' },
        metrics: { ...metrics, sharpe: Math.sin(number) },
      };
    });
    const ranked = [...many].sort((a, b) => b.metrics.sharpe - a.metrics.sharpe).map(({ number }) => number);
    const { page, complaints } = await chromium.open(sweepPage(sweepView({ trials: many, ranked }), OBJECTIVES));
    expect(await page.locator('#heat rect').count()).toBeLessThanOrEqual(256);
    expect(await page.locator('#parallel-note').textContent()).toMatch(/of 10,000 trials are drawn\.$/);
    expect(await page.locator('#trial-page').textContent()).toBe('Page 1 of 400');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
