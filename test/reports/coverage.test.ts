import { describe, expect, it } from 'vitest';
import { type CoveredSeries, coverageText, isPlainTerminal } from '../../reports/coverage.ts';

const at = (date: string): number => Date.parse(date);
const RANGE = { from: at('2024-01-01'), to: at('2024-12-31T23:59Z') };

const series: readonly CoveredSeries[] = [
  {
    name: 'AAPL@1d',
    from: at('2024-01-02'),
    to: at('2024-12-31T21:00Z'),
    rows: 250,
    bytes: 12_345,
    expected: [4, 4, 4, 4, 0, 4],
    present: [4, 3, 2, 1, 0, 0],
  },
  {
    name: 'BTCUSDT.BYBIT@1h:mark',
    from: at('2024-03-01'),
    to: at('2024-06-01'),
    rows: 1_234_567,
    bytes: 1_234_567_890,
    expected: [0, 2, 2, 2, 0, 0],
    present: [0, 2, 2, 3, 0, 0],
  },
];

describe('the coverage of the store', () => {
  it('is a line a series, shaded by how much of what is expected is there', () => {
    expect(coverageText(series, { ...RANGE, width: 110, plain: false })).toBe(
      [
        'series                 from        to               rows     size  complete  2024-01-01             2024-12-31',
        'AAPL@1d                2024-01-02  2024-12-31        250  12.3 kB    50.0 %  ██████▓▓▓▓▓▒▒▒▒▒▒░░░░░      ·····',
        'BTCUSDT.BYBIT@1h:mark  2024-03-01  2024-06-01  1,234,567   1.2 GB   100.0 %        ████████████████',
        '',
      ].join('\n'),
    );
  });

  it('is plain where the terminal is', () => {
    expect(coverageText(series.slice(0, 1), { ...RANGE, width: 74, plain: true })).toBe(
      [
        'series   from        to          rows     size  complete  2024-01-01',
        'AAPL@1d  2024-01-02  2024-12-31   250  12.3 kB    50.0 %  ###+++==---   ..',
        '',
      ].join('\n'),
    );
  });

  it('has no picture where there is no room', () => {
    expect(coverageText(series.slice(0, 1), { ...RANGE, width: 60, plain: true }).split('\n')[1]).toBe(
      'AAPL@1d  2024-01-02  2024-12-31   250  12.3 kB    50.0 %',
    );
  });

  it('says 100 % of what is all there, and nothing of what nobody expects', () => {
    const share = (expected: number, present: number): string =>
      coverageText([{ ...series[0]!, expected: [expected], present: [present] }], { ...RANGE, width: 60, plain: true })
        .split('\n')[1]!
        .slice(-8)
        .trim();
    expect([share(1_000_000, 999_999), share(10, 10), share(10, 11), share(0, 0)]).toEqual(['99.9 %', '100.0 %', '100.0 %', 'n/a']);
  });

  it('shows no bytes that move the cursor', () => {
    expect(coverageText([{ ...series[0]!, name: 'A\u001b[2J' }], { ...RANGE, width: 80, plain: true })).not.toContain('\u001b');
  });

  it('is empty but for its head where the store is', () => {
    expect(coverageText([], { ...RANGE, width: 40, plain: true })).toBe('series  from  to  rows  size  complete\n');
  });
});

describe('a plain terminal', () => {
  it.each([
    [true, { TERM: 'xterm-256color', LANG: 'en_US.UTF-8' }, false],
    [true, {}, false],
    [false, { LANG: 'en_US.UTF-8' }, true],
    [true, { TERM: 'dumb' }, true],
    [true, { NO_COLOR: '1' }, true],
    [true, { LANG: 'C' }, true],
    [true, { LANG: 'C', LC_ALL: 'de_DE.utf8' }, false],
  ])('tty %s with %j: %s', (isTTY, env, expected) => {
    expect(isPlainTerminal(isTTY, env)).toBe(expected);
  });
});
