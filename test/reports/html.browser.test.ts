import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { htmlPage } from '../../reports/html.ts';
import type { Result } from '../../reports/result.ts';
import { day, fillOf, pricesOf, resultOf, tripOf } from './fixture.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const present = existsSync(CHROMIUM);
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic', '--no-first-run'];

/** What the page object of the browser looks like from in here, where no DOM types are. */
type InPage = { document: { querySelectorAll(selector: string): Iterable<{ width: number; height: number }> & ArrayLike<unknown> } };

describe.skipIf(!present)(`the page in Chromium${present ? '' : ` (skipped: no ${CHROMIUM})`}`, { timeout: 60_000 }, () => {
  let browser: Browser;
  let folder: string;
  /** Complaints of the browser and addresses it asked for beyond the file. */
  const complaints: string[] = [];
  const requests: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onetape-page-'));
    browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: ['--no-sandbox', '--disable-gpu', ...QUIET] });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(result: Result, options: BrowserContextOptions = {}): Promise<Page> {
    complaints.length = requests.length = 0;
    const file = join(folder, 'page.html');
    writeFileSync(file, htmlPage(result));
    const address = pathToFileURL(file).href;
    const page = await (await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options })).newPage();
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => request.url() !== address && requests.push(request.url()));
    await page.goto(address);
    await page.locator('#equity canvas').first().waitFor();
    await page.waitForTimeout(200);
    return page;
  }

  const canvases = (page: Page, id: string): Promise<{ width: number; height: number }[]> =>
    page.evaluate(
      (selector) =>
        [...(globalThis as unknown as InPage).document.querySelectorAll(selector)].map(({ width, height }) => ({ width, height })),
      `#${id} canvas`,
    );

  /** What a reader sees of a chart; two draw the same if their bytes are equal. */
  const picture = (page: Page, id: string): Promise<Buffer> => page.locator(`#${id}`).screenshot();

  test('draws both charts, complains of nothing and asks for nothing', async () => {
    const page = await open(resultOf());
    for (const id of ['equity', 'price']) {
      const drawn = await canvases(page, id);
      expect(Math.max(...drawn.map(({ width }) => width))).toBeGreaterThan(500);
      expect(Math.max(...drawn.map(({ height }) => height))).toBeGreaterThan(200);
    }
    expect(await page.locator('#equity-now').textContent()).toMatch(
      /2024-01-05\s+Equity 1,018\.00\s+Buy and hold 1,045\.23\s+Drawdown 0\.00 %/,
    );
    expect(await page.locator('#price-now').textContent()).toMatch(/2024-01-05\s+O 103\.50\s+H 105\.00\s+L 103\.00\s+C 104\.00/);
    expect([complaints, requests]).toEqual([[], []]);
    await page.context().close();
  });

  test('shows every round trip, and its button leads to it on the chart', async () => {
    const prices = [pricesOf('X', 400), pricesOf('Y', 400)];
    const trips = [tripOf(1, 3), tripOf(300, 303, { instrument: 'Y' })];
    const page = await open(resultOf({ prices, roundTrips: trips, fills: [fillOf(1, 1), fillOf(3, 300, { instrument: 'Y' })] }));
    const rows = page.locator('#trips tbody tr');
    expect(await rows.count()).toBe(2);
    const first = ['1', 'X', 'long', '10', '2024-01-02', '100', '2024-01-04', '102', '2', '18.00', '1.80 %', '-1.00 %', '3.00 %'];
    expect(await rows.nth(0).locator('td').allTextContents()).toEqual(first);
    const before = await picture(page, 'price');
    await rows.nth(1).getByRole('button').click();
    await page.waitForTimeout(300);
    expect(await page.locator('#instrument').inputValue()).toBe('1');
    expect((await picture(page, 'price')).equals(before)).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('another instrument, and another range, draw another picture', async () => {
    const other = { ...pricesOf('Y', 400), close: pricesOf('Y', 400).close.map((price, k) => price * (1 + (k % 7) / 100)) };
    const page = await open(resultOf({ prices: [pricesOf('X', 400), other] }));
    const first = await picture(page, 'price');
    await page.locator('#instrument').selectOption('1');
    await page.waitForTimeout(300);
    const second = await picture(page, 'price');
    expect(second.equals(first)).toBe(false);
    await page.locator('#range-last').click();
    await page.waitForTimeout(300);
    const last = await picture(page, 'price');
    expect(last.equals(second)).toBe(false);
    await page.locator('#range-all').click();
    await page.waitForTimeout(300);
    expect((await picture(page, 'price')).equals(last)).toBe(false);
    expect([complaints, requests]).toEqual([[], []]);
    await page.context().close();
  });

  test('has no sideways scroll on a phone, and turns dark with the system', async () => {
    const page = await open(resultOf({ spec: { strategy: 'x'.repeat(300) }, warnings: ['y'.repeat(300)] }), {
      viewport: { width: 390, height: 800 },
    });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    const light = await picture(page, 'equity');
    const ground = 'getComputedStyle(document.body).backgroundColor';
    expect(await page.evaluate(ground)).toBe('rgb(246, 247, 249)');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForTimeout(300);
    expect(await page.evaluate(ground)).toBe('rgb(16, 20, 26)');
    expect((await picture(page, 'equity')).equals(light)).toBe(false);
    await page.context().close();
  });

  test('hostile names run nothing', async () => {
    const hostile = '</script><script>globalThis.pwned = 1</script><img src=x onerror="globalThis.pwned = 1">\u2028';
    const page = await open(
      resultOf({ spec: { strategy: hostile }, runId: hostile, warnings: [hostile], prices: [pricesOf(hostile, 5), pricesOf('Y', 5)] }),
    );
    expect(await page.evaluate('globalThis.pwned')).toBeUndefined();
    expect(await page.locator('h1').textContent()).toContain('</script>');
    expect(await page.locator('#instrument option').first().textContent()).toContain('<img src=x');
    expect([complaints, requests]).toEqual([[], []]);
    await page.context().close();
  });

  test('values that are no numbers leave gaps', async () => {
    const gap = { ...pricesOf('X', 5), close: Float64Array.of(100, Number.NaN, 102, 103, Number.NaN) };
    const equity = { ts: Float64Array.of(day(1), day(2), day(3)), value: Float64Array.of(1000, Number.NaN, 1010) };
    const page = await open(resultOf({ prices: [gap], equity }));
    expect(await page.locator('#price-now').textContent()).toMatch(/C 103\.00/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
