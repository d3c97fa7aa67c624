import { describe, expect, it } from 'vitest';
import { cpcvPage } from '../../../reports/html/cpcv-page.ts';
import { monteCarloPage } from '../../../reports/html/monte-carlo-page.ts';
import { sweepData } from '../../../reports/html/sweep-data.ts';
import { sweepPage } from '../../../reports/html/sweep-page.ts';
import { walkForwardPage } from '../../../reports/html/walk-forward-page.ts';
import { cpcvResult, monteCarloView, OBJECTIVES, sweepView, WORTH, walkForwardResult } from './research-fixture.ts';

/** The words of a page, without its style and programs. */
const wordsOf = (html: string): string =>
  html
    .replace(/<(style|script)[^>]*>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/\s+/g, ' ');

const PAGES = {
  sweep: () => sweepPage(sweepView(), OBJECTIVES),
  'walk-forward': () => walkForwardPage(walkForwardResult()),
  'cross-validation': () => cpcvPage(cpcvResult()),
  'Monte Carlo': () => monteCarloPage(monteCarloView(), '0.1.0'),
};

describe.each(Object.entries(PAGES))('the page of a %s', (_, page) => {
  it('says first what was tried, and what that leaves', () => {
    const words = wordsOf(page());
    const dsr = `DSR ${(WORTH.deflatedSharpe * 100).toFixed(2)} %`;
    expect(words).toMatch(/^.{0,400}Tried 36 .{0,40}PSR /s);
    expect(words.indexOf(dsr)).toBeGreaterThan(0);
    expect(words.indexOf(dsr)).toBeLessThan(900);
    expect(words).toContain('36 different runs were tried: luck alone shows a Sharpe ratio of');
  });

  it('asks for nothing from elsewhere and carries no library it does not use', () => {
    const html = page();
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/(?:src|href)="(?!#)/);
    expect(html).not.toContain('TradingView');
  });

  it('writes what does not apply as n/a', () => {
    expect(wordsOf(page())).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('the page of a sweep', () => {
  it('names the best trial, and what the middle one came to', () => {
    expect(wordsOf(PAGES.sweep())).toContain('Best trial 14 fast=15 slow=60 exit=stop Sharpe 1.20 0.33 in the middle');
  });

  it('says which trials failed, and lets nothing of their words become a tag', () => {
    const html = PAGES.sweep();
    expect(html).toContain('1 of 38 trials failed; trial 36: Strategy &quot;x&quot; threw: &lt;b&gt;no&lt;/b&gt;');
    expect(html).not.toContain('<b>no</b>');
  });

  it('says that nothing can be relied on where a strategy keeps state', () => {
    expect(wordsOf(sweepPage(sweepView({ unlike: [3, 4] }), OBJECTIVES))).toContain('Trials 3, 4 came to something else in a fresh worker');
  });

  it('draws nothing where every trial failed, and says so', () => {
    const { trials } = sweepView();
    const words = wordsOf(sweepPage(sweepView({ trials: trials.slice(36, 37), ranked: [], front: [], worth: null }), OBJECTIVES));
    expect(words).toContain('1 of 1 trials failed');
    expect(words).toContain('How often was tried is not known');
    expect(words).not.toContain('Heat map');
  });

  it('puts what failed and what saw a part of the data only behind all others', () => {
    const { trials, metrics, dims } = sweepData(sweepView(), OBJECTIVES);
    expect(trials.rank.slice(-2)).toEqual([-1, -1]);
    expect(trials.why.slice(-2)).toEqual(['Strategy "x" threw: <b>no</b>', 'the first 50 % of the data']);
    expect(metrics.map(({ title, less }) => [title, less])).toEqual([
      ['Sharpe', false],
      ['Drawdown', true],
      ['Return', false],
      ['Trades', false],
    ]);
    expect(dims.map(({ values }) => values)).toEqual([
      [5, 10, 15, 20, 25, 30],
      [20, 40, 60, 80, 100, 120],
      ['stop', 'trail'],
    ]);
    expect(metrics[0]!.values[36]).toBeNull();
  });
});

describe('the page of a walk-forward', () => {
  it('shows every window with what its best came to afterwards', () => {
    const words = wordsOf(PAGES['walk-forward']());
    expect(words).toContain('1 2020-01-01 to 2020-12-30 2020-12-31 to 2021-06-28 36 0 fast=10 1.50 0.40 10.00 % 10.00 % 30.00 %');
    expect(words).toContain('Efficiency 33.33 %');
  });

  it('says of each window how many of its trials have no number, and why the first that failed did', () => {
    const words = wordsOf(PAGES['walk-forward']());
    expect(words).toContain('Best of Without a number Point');
    expect(words).toContain('36 36 none 1.50 n/a n/a n/a n/a Strategy &quot;x&quot; threw: &lt;b&gt;no&lt;/b&gt;');
    const windows = walkForwardResult().windows.map((one) => ({ ...one, unranked: 0, failure: null }));
    const well = wordsOf(walkForwardPage({ ...walkForwardResult(), windows }));
    expect(well).toContain('Best of Point');
    expect(well).not.toContain('failed');
  });
});

describe('the page of a Monte Carlo', () => {
  it('shows where the run lies among the simulations', () => {
    const words = wordsOf(PAGES['Monte Carlo']());
    expect(words).toContain('CAGR 10.00 % 40.00 % -10.00 % 0.00 % 10.00 % 20.00 % 30.00 %');
    expect(words).toContain('p = 0.0123');
    expect(words).toContain('No prices were there for &lt;b&gt;one&lt;/b&gt; instrument');
  });

  it('leaves out what could not be simulated', () => {
    const nothing = { bootstrap: null, shuffle: null, randomEntry: null, withoutBest: null };
    const words = wordsOf(monteCarloPage({ ...monteCarloView(), ...nothing }, '0.1.0'));
    expect(words).toContain('On worse terms');
    expect(words).not.toContain('drawn anew');
  });
});
