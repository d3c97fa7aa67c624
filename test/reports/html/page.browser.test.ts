import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { htmlPage } from '../../../reports/html/run-page.ts';
import type { Result } from '../../../reports/result.ts';
import { day, fillOf, pricesOf, resultOf, tripOf } from '../fixture.ts';
import { tenThousand } from '../ten-thousand.ts';
import { Chromium, CONTRASTS, type Opened, picture, WITHOUT } from './in-chromium.ts';

interface Contrast {
  readonly ratio: number;
  readonly text: string;
  readonly on: string;
}

/** Sixty round trips on three instruments, long and short, won and lost, in two years. */
function sixty(): Result {
  const names = ['AAA', 'BBB', 'CCC'];
  const roundTrips = Array.from({ length: 60 }, (_, k) =>
    tripOf(5 * k, 5 * k + 3, {
      instrument: names[k % 3]!,
      side: k % 4 === 0 ? 'sell' : 'buy',
      pnl: ((k * 37) % 101) - 40 + k / 1000,
      returnPct: (((k * 37) % 101) - 40) / 1000,
      mae: -((k * 13) % 50) / 1000,
      mfe: ((k * 17) % 70) / 1000,
      qty: 1 + k / 7,
      entryOrderId: 2 * k + 1,
      exitOrderId: 2 * k + 2,
    }),
  );
  const fills = roundTrips.flatMap((trip, k) => [
    fillOf(trip.entryOrderId, 5 * k, { instrument: trip.instrument, side: trip.side }),
    fillOf(trip.exitOrderId, 5 * k + 3, { instrument: trip.instrument, side: trip.side === 'buy' ? 'sell' : 'buy' }),
  ]);
  const prices = names.map((name) => pricesOf(name, 400));
  const value = Float64Array.from({ length: 400 }, (_, k) => 1000 + 40 * Math.sin(k / 20) + k / 4 + ((k * 7919) % 13));
  const plots = [
    { strategyId: 's', instrument: 'AAA', name: 'average', pane: null, ts: prices[0]!.ts, value: prices[0]!.close.map((v) => v - 2) },
    {
      strategyId: 's',
      instrument: 'AAA',
      name: 'oscillator',
      pane: 'rsi',
      ts: prices[0]!.ts,
      value: prices[0]!.close.map((_, k) => 50 + 30 * Math.sin(k / 9)),
    },
  ];
  return resultOf({ prices, roundTrips, fills, plots, equity: { ts: prices[0]!.ts, value }, warnings: ['a gap of three days in "AAA"'] });
}

const rows = (page: Page): Locator => page.locator('#trips tbody tr');
const column = async (page: Page, key: string): Promise<string[]> => {
  const heads = await page
    .locator('#trips thead th')
    .evaluateAll((all) => all.map((head) => (head as unknown as { dataset: { key: string } }).dataset.key));
  return page.locator(`#trips tbody td:nth-child(${heads.indexOf(key) + 1})`).allTextContents();
};

describe.skipIf(WITHOUT !== '')(`the page in Chromium${WITHOUT}`, { timeout: 90_000 }, () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await Chromium.start();
  }, 90_000);
  afterAll(() => chromium?.stop());

  const open = (result: Result, options = {}): Promise<Opened> => chromium.open(htmlPage(result), options);

  test('draws both charts, complains of nothing and asks for nothing', async () => {
    const { page, complaints } = await open(resultOf());
    for (const id of ['curves', 'price']) {
      const sizes = await page
        .locator(`#${id} canvas`)
        .evaluateAll((all) =>
          all.map((one) => one as unknown as { width: number; height: number }).map(({ width, height }) => [width, height]),
        );
      expect(Math.max(...sizes.map(([width]) => width!))).toBeGreaterThan(500);
      expect(Math.max(...sizes.map(([, height]) => height!))).toBeGreaterThan(200);
    }
    expect(await page.locator('#curves-now').textContent()).toMatch(
      /2024-01-05\s+Equity 1,018\.00\s+Drawdown 0\.00 %\s+Buy and hold 1,045\.23/,
    );
    expect(await page.locator('#price-now').textContent()).toMatch(/2024-01-05\s+O 103\.50\s+H 105\.00\s+L 103\.00\s+C 104\.00/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('draws the other charts without a program, and hides those that stand in for moving ones', async () => {
    const { page } = await open(sixty());
    const drawn = page.locator('figure .wide');
    expect(await drawn.count()).toBe(6);
    for (const svg of await drawn.all()) expect(await svg.getAttribute('aria-label')).toMatch(/\d/);
    expect(await page.locator('.still').first().isVisible()).toBe(false);
    await page.context().close();
    const { page: plain, complaints } = await open(sixty(), { javaScriptEnabled: false });
    expect(await plain.locator('.still svg').first().isVisible()).toBe(true);
    expect(await plain.locator('#curves').isVisible()).toBe(false);
    expect(await rows(plain).count()).toBe(25);
    expect(complaints).toEqual([]);
    await plain.context().close();
  });

  test('the program writes the round trips as the page had them written', async () => {
    const { page: plain } = await open(sixty(), { javaScriptEnabled: false });
    const before = await rows(plain).allTextContents();
    await plain.context().close();
    const { page } = await open(sixty());
    expect(await rows(page).allTextContents()).toEqual(before);
    expect(before[1]).toContain('2BBBlong2024-01-062024-01-09');
    await page.context().close();
  });

  test('sorts round trips by a heading, by keyboard too, and says so', async () => {
    const { page, complaints } = await open(sixty());
    await page.getByRole('button', { name: 'P&L USD' }).click();
    const down = (await column(page, 'pnl')).map(Number);
    expect(down).toEqual([...down].sort((a, b) => b - a));
    expect(down[0]).toBe(60.03);
    const head = page.locator('#trips th[data-key="pnl"]');
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    await head.getByRole('button').focus();
    await page.keyboard.press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect((await column(page, 'pnl'))[0]).toBe('-40.00');
    await page.getByRole('button', { name: 'Instrument' }).click();
    expect(new Set(await column(page, 'instrument'))).toEqual(new Set(['AAA', 'BBB']));
    expect(await page.locator('#trips th[aria-sort]').count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('filters them by words, side and outcome, and sums up what is left', async () => {
    const { page } = await open(sixty());
    expect(await page.locator('#trip-count').textContent()).toMatch(/^60 round trips, P&L [\d.,-]+ USD, [\d.]+ % won$/);
    await page.getByRole('searchbox').fill('ccc 2024-03');
    await page.locator('#trip-count', { hasText: ' of 60 ' }).waitFor();
    expect(new Set(await column(page, 'instrument'))).toEqual(new Set(['CCC']));
    expect((await column(page, 'entryTs')).concat(await column(page, 'exitTs')).some((text) => text.startsWith('2024-03'))).toBe(true);
    await page.getByRole('searchbox').fill('');
    await page.getByLabel('Side', { exact: true }).selectOption({ label: 'Short' });
    await page.getByLabel('Outcome').selectOption({ label: 'Lost' });
    await page.waitForTimeout(200);
    expect(new Set(await column(page, 'side'))).toEqual(new Set(['short']));
    expect((await column(page, 'pnl')).every((text) => text.startsWith('-'))).toBe(true);
    expect(await page.locator('#trip-count').textContent()).toContain('0.00 % won');
    await page.context().close();
  });

  test('turns the pages of the table', async () => {
    const { page } = await open(sixty());
    expect(await page.getByRole('button', { name: 'Previous', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    expect(await rows(page).count()).toBe(10);
    expect(await page.locator('#trip-page').textContent()).toBe('Page 3 of 3');
    expect(await page.getByRole('button', { name: 'Next', exact: true }).isDisabled()).toBe(true);
    await page.context().close();
  });

  test('a round trip leads to its place on its chart, and from there to the next', async () => {
    const { page, complaints } = await open(sixty());
    const before = await picture(page, '#price');
    await page.getByRole('button', { name: 'Show round trip 20 on the chart' }).click();
    await page.waitForTimeout(400);
    expect(await page.locator('#instrument').inputValue()).toBe('1');
    expect((await picture(page, '#price')).equals(before)).toBe(false);
    expect(await page.locator('#trip-shown').textContent()).toMatch(/^Round trip 20: long 3\.7142857, 2024-04-05 to 2024-04-08/);
    expect(await page.locator('tr.chosen').count()).toBe(1);
    await page.getByRole('button', { name: 'Next trip' }).click();
    expect(await page.locator('#trip-shown').textContent()).toMatch(/^Round trip 21: short/);
    await page.getByRole('button', { name: 'Previous trip' }).click();
    await page.getByRole('button', { name: 'Previous trip' }).click();
    expect(await page.locator('#trip-shown').textContent()).toMatch(/^Round trip 19:/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('shows what strategies plotted, over the price and in a pane of its own', async () => {
    const { page, complaints } = await open(sixty());
    expect(await page.locator('#price-now').textContent()).toMatch(/average [\d.]+\s+oscillator [\d.]+/);
    const lined = await picture(page, '#price');
    await page.locator('#instrument').selectOption('1');
    await page.waitForTimeout(300);
    expect(await page.locator('#price-now').textContent()).not.toContain('average');
    expect((await picture(page, '#price')).equals(lined)).toBe(false);
    await page.locator('#instrument').selectOption('0');
    await page.waitForTimeout(300);
    expect((await picture(page, '#price')).equals(lined)).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('another range, and a logarithmic scale, draw another picture', async () => {
    const { page, complaints } = await open(sixty());
    const all = await picture(page, '#price');
    await page.locator('#range-last').click();
    await page.waitForTimeout(300);
    expect((await picture(page, '#price')).equals(all)).toBe(false);
    await page.locator('#range-all').click();
    await page.waitForTimeout(300);
    expect((await picture(page, '#price')).equals(all)).toBe(true);
    const linear = await picture(page, '#curves');
    await page.getByRole('button', { name: 'Log scale' }).click();
    await page.waitForTimeout(300);
    expect(await page.locator('#curves-log').getAttribute('aria-pressed')).toBe('true');
    expect((await picture(page, '#curves')).equals(linear)).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('is used by keyboard: a way past the bar, charts that move, rows that lead to them', async () => {
    const { page } = await open(sixty());
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the numbers');
    const before = await picture(page, '#curves canvas >> nth=0');
    await page.locator('#curves').focus();
    for (const key of ['+', '+', 'ArrowRight']) await page.keyboard.press(key);
    await page.waitForTimeout(300);
    expect((await picture(page, '#curves canvas >> nth=0')).equals(before)).toBe(false);
    await page.keyboard.press('Home');
    await page.waitForTimeout(300);
    expect((await picture(page, '#curves canvas >> nth=0')).equals(before)).toBe(true);
    await page.locator('button.go').nth(2).focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#trip-shown').textContent()).toMatch(/^Round trip 3:/);
    await page.context().close();
  });

  test('every control and every region has a name', async () => {
    const { page } = await open(sixty());
    const nameless = await page.evaluate(`[...document.querySelectorAll('button, select, input, [role], section, nav')].filter((one) => {
      const labelled = one.getAttribute('aria-labelledby');
      const name = one.getAttribute('aria-label') ?? (labelled ? document.getElementById(labelled)?.textContent : undefined) ?? one.closest('label')?.textContent ?? one.textContent;
      return (name ?? '').trim() === '' && one.getAttribute('role') !== 'status';
    }).map((one) => one.outerHTML.slice(0, 120))`);
    expect(nameless).toEqual([]);
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    expect(await page.locator('h1').count()).toBe(1);
    await page.context().close();
  });

  test.each(['light', 'dark'] as const)('all text has a contrast of at least 4.5 in the %s scheme', async (colorScheme) => {
    const { page } = await open(sixty(), { colorScheme });
    await page.getByRole('button', { name: 'Show round trip 1 on the chart' }).click();
    const found = (await page.evaluate(CONTRASTS)) as Contrast[];
    expect(found.length).toBeGreaterThan(400);
    expect(found.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    await page.context().close();
  });

  test('is as dark as the system, until the reader chooses', async () => {
    const { page } = await open(resultOf(), { colorScheme: 'dark' });
    const ground = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const dark = await picture(page, '#curves');
    expect(await ground()).toBe('rgb(16, 20, 26)');
    const toggle = page.getByRole('button', { name: 'Theme: system' });
    await toggle.click();
    await page.waitForTimeout(300);
    expect(await ground()).toBe('rgb(246, 247, 249)');
    expect((await picture(page, '#curves')).equals(dark)).toBe(false);
    await page.getByRole('button', { name: 'Theme: light' }).click();
    await page.waitForTimeout(300);
    expect((await picture(page, '#curves')).equals(dark)).toBe(true);
    await page.context().close();
  });

  test('has no sideways scroll on a phone, whatever its texts are', async () => {
    const phone = { viewport: { width: 360, height: 740 } };
    for (const result of [
      sixty(),
      resultOf({ spec: { strategy: 'x'.repeat(300) }, warnings: ['y'.repeat(300)], runId: 'z'.repeat(200) }),
    ]) {
      const { page, complaints } = await open(result, phone);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      expect(await page.locator('figure .wide').first().isVisible()).toBe(false);
      expect(await page.locator('figure .narrow').first().isVisible()).toBe(true);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });

  test('prints its charts as drawings on white, more round trips, and no tools', async () => {
    const { page } = await open(sixty(), { colorScheme: 'dark' });
    expect((await page.pdf({ format: 'A4', printBackground: true })).length).toBeGreaterThan(50_000);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await rows(page).count()).toBe(60);
    for (const selector of ['#curves', '#price', '.tools >> nth=0', '.bar']) expect(await page.locator(selector).isVisible()).toBe(false);
    expect(await page.locator('.still svg').first().isVisible()).toBe(true);
    expect(await page.evaluate(`getComputedStyle(document.documentElement).getPropertyValue('--card')`)).toBe('#ffffff');
    const found = (await page.evaluate(CONTRASTS)) as Contrast[];
    expect(found.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await rows(page).count()).toBe(25);
    await page.context().close();
  });

  test('shows ten thousand round trips over a hundred thousand bars, each at its own bars', async () => {
    const { page, complaints } = await open(tenThousand());
    expect(await page.locator('#trip-page').textContent()).toBe('Page 1 of 400');
    expect(await page.locator('#price-note').textContent()).toContain('20,000 entries and exits are in sight');
    await page.getByRole('button', { name: 'Return' }).click();
    await page.locator('button.go').first().click();
    await page.waitForTimeout(400);
    expect(await page.locator('#price-note').textContent()).not.toContain('in sight');
    expect(await page.locator('#price-now').textContent()).toMatch(/fast [\d.]+\s+slow [\d.]+/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('hostile names run nothing', async () => {
    const hostile = '</script><script>globalThis.pwned = 1</script><img src=x onerror="globalThis.pwned = 1">\u2028';
    const { page, complaints } = await open(
      resultOf({
        spec: { strategy: hostile },
        runId: hostile,
        warnings: [hostile],
        prices: [pricesOf(hostile, 5), pricesOf('Y', 5)],
        roundTrips: [tripOf(1, 3, { instrument: hostile, strategyId: hostile }), tripOf(1, 2)],
        plots: [{ strategyId: 's', instrument: hostile, name: hostile, pane: null, ts: pricesOf('', 5).ts, value: pricesOf('', 5).close }],
      }),
    );
    await page.locator('button.go').first().click();
    expect(await page.evaluate('globalThis.pwned')).toBeUndefined();
    expect(await page.locator('h1').textContent()).toContain('</script>');
    expect(await page.locator('#instrument option').first().textContent()).toContain('<img src=x');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('values that are no numbers leave gaps', async () => {
    const gap = { ...pricesOf('X', 5), close: Float64Array.of(100, Number.NaN, 102, 103, Number.NaN) };
    const equity = { ts: Float64Array.of(day(1), day(2), day(3)), value: Float64Array.of(1000, Number.NaN, 1010) };
    const { page, complaints } = await open(resultOf({ prices: [gap], equity }));
    expect(await page.locator('#price-now').textContent()).toMatch(/C 103\.00/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('is made of runs without bars, without trades and with debts', async () => {
    const none = new Float64Array(0);
    const debt = { ts: pricesOf('X', 5).ts, value: Float64Array.of(1000, 500, -200, -300, 100) };
    const empty = resultOf({ equity: { ts: none, value: none }, orders: [], fills: [], roundTrips: [], prices: [] });
    for (const result of [empty, resultOf({ orders: [], fills: [], roundTrips: [] }), resultOf({ equity: debt })]) {
      const { page, complaints } = await open(result);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });
});
