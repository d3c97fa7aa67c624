import { describe, expect, test } from 'vitest';
import { escapeHtml, scriptJson, scriptText } from '../../reports/escape.ts';
import { htmlPage } from '../../reports/html.ts';
import { fillOf, orderOf, pricesOf, resultOf, tripOf } from './fixture.ts';

const HOSTILE = '</script><script>alert(1)</script><!-- "\'&\u2028\u2029';

describe('the page', () => {
  const page = htmlPage(resultOf());
  test('stands alone: no address is loaded, and the policy forbids it', () => {
    expect(page).toContain("default-src 'none'");
    expect(page.match(/<(link|img|iframe)\b|<script[^>]*\bsrc=|@import|url\((?!#)/g)).toBeNull();
  });
  test('shows specification, hash, version and how to run it again', () => {
    expect(page).toContain('<code id="hash">ab12cd34</code>');
    expect(page).toContain('&quot;strategy&quot;: &quot;sma-cross&quot;');
    expect(page).toContain('onetape rerun run-1');
    expect(page).toContain('Made by onetape 0.1.0');
  });
  test('names the makers of the charts and their licence', () => {
    expect(page).toContain('https://www.tradingview.com/');
    expect(page).toContain('Apache License 2.0');
    expect(page).toContain('@license');
  });
  test('says first what to distrust', () => {
    expect(page.indexOf('1 round trip is few')).toBeLessThan(page.indexOf('Final equity'));
    const many = Array.from({ length: 40 }, () => tripOf(1, 3));
    expect(htmlPage(resultOf({ roundTrips: many }))).not.toContain('class="card notice"');
  });
  test('lists round trips with their dates, those closed inside a daily bar on its day', () => {
    expect(page).toContain('<td>2024-01-02</td><td class="num">100</td><td>2024-01-04</td>');
    const inside = fillOf(2, 3, { side: 'sell', barTs: fillOf(2, 3).ts });
    expect(htmlPage(resultOf({ fills: [fillOf(1, 1), inside] }))).toContain('<td class="num">100</td><td>2024-01-03</td>');
  });
  test('lists the first 500 round trips and says how many there are', () => {
    const many = htmlPage(resultOf({ roundTrips: Array.from({ length: 1200 }, () => tripOf(1, 3, { pnl: -5, side: 'sell' })) }));
    expect(many.match(/class="go"/g)?.length).toBe(500);
    expect(many).toContain('The first 500 of 1,200');
    expect(many).toContain('<td class="num down">-5.00</td>');
  });
  test('offers a choice of instrument only where there are several', () => {
    expect(page).not.toContain('<select');
    expect(htmlPage(resultOf({ prices: [pricesOf('X', 5), pricesOf('Y', 5), pricesOf('Z', 0)] }))).toContain(
      '<option value="0">X</option><option value="1">Y</option></select>',
    );
  });
  test('sums up orders by type and why they ended', () => {
    const orders = [
      orderOf(1, 0),
      orderOf(2, 0, { type: 'stop', status: 'canceled', reason: 'linked-order-filled' }),
      orderOf(3, 0, { type: 'stop', status: 'accepted', closedTs: null }),
    ];
    const shown = htmlPage(resultOf({ orders, refusals: { 'insufficient-cash': 4, 'bad-price': 0 } }));
    expect(shown).toContain(
      '<tr><td>stop</td><td class="num">2</td><td class="num">0</td><td class="num">1</td><td class="num">0</td><td class="num">0</td><td class="num">1</td></tr>',
    );
    expect(shown).toContain('<strong>Refused:</strong> insufficient-cash 4</p>');
    expect(shown).toContain('<strong>Canceled:</strong> linked-order-filled 1</p>');
  });
  test('labels fills on the close', () => {
    expect(htmlPage(resultOf({ spec: { strategy: 'a', simulator: { fillOn: 'on-close' } } }))).toContain('fills on the close');
  });
  test('is made of an empty run too', () => {
    const none = new Float64Array(0);
    const shown = htmlPage(
      resultOf({ equity: { ts: none, value: none }, orders: [], fills: [], roundTrips: [], prices: [], spec: undefined }),
    );
    for (const text of ['No equity curve', 'No round trips', 'No orders', 'n/a']) expect(shown).toContain(text);
  });
  test('stays small for a hundred instruments', () => {
    const prices = Array.from({ length: 100 }, (_, k) => pricesOf(`I${k}`, 3000));
    expect(htmlPage(resultOf({ prices })).length).toBeLessThan(5_000_000);
  });
});

describe('hostile text', () => {
  test('stays text in every place a page has', () => {
    const page = htmlPage(
      resultOf({
        runId: HOSTILE,
        resultHash: HOSTILE,
        currency: HOSTILE,
        engine: { version: HOSTILE, node: HOSTILE },
        spec: { strategy: HOSTILE, params: { [HOSTILE]: HOSTILE }, feeds: { [HOSTILE]: HOSTILE } },
        warnings: [HOSTILE],
        refusals: { [HOSTILE]: 1 },
        orders: [orderOf(1, 0, { status: 'canceled', reason: HOSTILE, type: HOSTILE as 'market' })],
        roundTrips: [tripOf(1, 3, { instrument: HOSTILE })],
        prices: [pricesOf(HOSTILE, 5), pricesOf('Y', 5)],
      }),
    );
    expect(page).not.toContain('<script>alert');
    expect(page.match(/<\/script>/g)?.length).toBe(3);
    expect(page).not.toContain('<!--');
  });
  test('is the same again when it is read', () => {
    const json = scriptJson({ name: HOSTILE });
    expect(json).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(json)).toEqual({ name: HOSTILE });
    expect(scriptJson(undefined)).toBe('null');
    expect(escapeHtml(`<a b="c">'&`)).toBe('&lt;a b=&quot;c&quot;&gt;&#39;&amp;');
    expect(scriptText('"</SCRIPT>" "<!--"')).toBe('"<\\/SCRIPT>" "<\\!--"');
  });
});
