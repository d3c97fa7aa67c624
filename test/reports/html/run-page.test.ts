import { describe, expect, test } from 'vitest';
import { escapeHtml, scriptJson, scriptText } from '../../../reports/escape.ts';
import { htmlPage } from '../../../reports/html/run-page.ts';
import { day, fillOf, orderOf, pricesOf, resultOf, tripOf } from '../fixture.ts';
import { tenThousand } from '../ten-thousand.ts';

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
    expect(page.indexOf('1 round trip is few')).toBeGreaterThan(0);
    expect(page.indexOf('1 round trip is few')).toBeLessThan(page.indexOf('Final equity'));
  });
  test('lists round trips with their dates, those closed inside a daily bar on its day', () => {
    expect(page).toContain('<td>2024-01-02</td><td>2024-01-04</td><td class="num up">18.00</td>');
    const inside = fillOf(2, 3, { side: 'sell', barTs: fillOf(2, 3).ts });
    expect(htmlPage(resultOf({ fills: [fillOf(1, 1), inside] }))).toContain('<td>2024-01-02</td><td>2024-01-03</td>');
  });
  test('has the first 25 round trips as rows for readers without a program, and says how many there are', () => {
    const many = htmlPage(resultOf({ roundTrips: Array.from({ length: 1200 }, () => tripOf(1, 3, { pnl: -5, side: 'sell' })) }));
    expect(many.match(/class="go"/g)?.length).toBe(25);
    expect(many).toContain('The first 25 of 1,200');
    expect(many).toContain('<td class="num down">-5.00</td>');
  });
  test('tells instrument, strategy and reason only where there is one to tell', () => {
    const heads = (page: string): string[] => [...page.matchAll(/data-key="(\w+)"/g)].map(([, key]) => key!);
    expect(heads(page)).not.toEqual(expect.arrayContaining(['instrument']));
    const several = resultOf({
      roundTrips: [tripOf(1, 2), tripOf(2, 3, { instrument: 'Y', strategyId: 't' })],
      orders: [orderOf(1, 1, { note: 'cross' }), orderOf(2, 2, { tag: 'stop-loss' })],
    });
    expect(heads(htmlPage(several))).toEqual(expect.arrayContaining(['instrument', 'strategy', 'why']));
    expect(htmlPage(several)).toContain('<td>cross, stop-loss</td>');
  });
  test('offers a choice of instrument only where there are several', () => {
    expect(page).not.toContain('<select id="instrument"');
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
    const shown = htmlPage(resultOf({ orders }));
    expect(shown).toContain(
      '<tr><th scope="row">stop</th><td class="num">2</td><td class="num">0</td><td class="num">1</td><td class="num">0</td><td class="num">0</td><td class="num">1</td></tr>',
    );
    expect(shown).toContain('<strong>Canceled:</strong> linked-order-filled 1</p>');
  });
  test('labels fills on the close', () => {
    expect(htmlPage(resultOf({ spec: { strategy: 'a', simulator: { fillOn: 'on-close' } } }))).toContain('fills on the close');
  });
  test('has the months, the deepest drawdowns, costs, sides and metrics with their groups', () => {
    expect(page).toContain('<th scope="row">2024</th><td class="u5">1.8</td>');
    expect(page).toMatch(/<th scope="row" class="num">1\.98 %<\/th><td>2024-01-02<\/td><td>2024-01-03<\/td><td>2024-01-04<\/td>/);
    expect(page).toContain('<th scope="row">Profit before costs</th><td class="num up">21.00</td>');
    expect(page).toContain('<th scope="row">long</th><td class="num');
    expect(page).toContain('<dt>Sharpe</dt>');
    expect(page).not.toContain('Against the benchmark');
  });
  test('shows the benchmark beside the run, by the short name of its source', () => {
    const { ts, close } = pricesOf('B', 5);
    const spec = { strategy: 'a', metrics: { benchmark: './data/SPY_1d.csv.gz?stamp=open' } };
    const shown = htmlPage(resultOf({ spec }, { benchmark: { ts, close } }));
    expect(shown).toContain('Benchmark SPY_1d');
    expect(shown).toContain('Against the benchmark');
  });
  test('keeps what strategies logged, the last 200 lines', () => {
    const logs = Array.from({ length: 250 }, (_, k) => ({ ts: day(1), strategy: 's', message: `line ${k}`, fields: { k } }));
    const shown = htmlPage(resultOf({ logs }));
    expect(shown).not.toContain('line 49 ');
    expect(shown).toContain('2024-01-02  s  line 50 {&quot;k&quot;:50}');
    expect(shown).toContain('The last 200 of 250');
  });
  test('lets a table of many rows scroll within itself', () => {
    const fills = Array.from({ length: 50 }, (_, k) => fillOf(k, 1, { instrument: `I${k}` }));
    const shown = htmlPage(resultOf({ fills }));
    expect(shown).toContain('<div class="scroll" tabindex="0" role="region" aria-label="By instrument">');
    expect(shown).toContain('<div class="scroll whole" tabindex="0" role="region" aria-label="By side">');
  });
  test('is made of an empty run too', () => {
    const none = new Float64Array(0);
    const shown = htmlPage(
      resultOf({ equity: { ts: none, value: none }, orders: [], fills: [], roundTrips: [], prices: [], spec: undefined }),
    );
    for (const text of ['No equity curve', 'No round trips', 'No orders', 'n/a']) expect(shown).toContain(text);
    expect(shown).not.toMatch(/\b(?:NaN|Infinity|undefined)\b(?=[^{}]*<\/(?:td|dd|strong|text|p|li)>)/);
  });
});

describe('the size of a page', () => {
  test('is under 5 MB for ten thousand round trips on a hundred thousand bars with two plotted lines', () => {
    const page = htmlPage(tenThousand());
    expect(page.length).toBeLessThan(5_000_000);
    expect(page).toContain('10,000');
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
        spec: { strategy: HOSTILE, params: { [HOSTILE]: HOSTILE }, feeds: { [HOSTILE]: HOSTILE }, metrics: { benchmark: HOSTILE } },
        warnings: [HOSTILE],
        refusals: { [HOSTILE]: 1 },
        orders: [orderOf(1, 0, { status: 'canceled', reason: HOSTILE, type: HOSTILE as 'market', note: HOSTILE, tag: HOSTILE })],
        roundTrips: [tripOf(1, 3, { instrument: HOSTILE, strategyId: HOSTILE }), tripOf(1, 3)],
        fills: [fillOf(1, 1, { instrument: HOSTILE, strategyId: HOSTILE })],
        prices: [pricesOf(HOSTILE, 5), pricesOf('Y', 5)],
        plots: [
          { strategyId: HOSTILE, instrument: HOSTILE, name: HOSTILE, pane: HOSTILE, ts: pricesOf('', 5).ts, value: pricesOf('', 5).close },
        ],
        logs: [{ ts: 0, strategy: HOSTILE, message: HOSTILE, fields: { [HOSTILE]: HOSTILE } }],
      }),
    );
    expect(page.match(/.{60}(?:<script>alert|<!--).{20}/gs)).toBeNull();
    expect(page.match(/<\/script>/g)?.length).toBe(3);
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
