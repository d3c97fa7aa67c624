import { describe, expect, it } from 'vitest';
import { backtest } from '../../app/backtest.ts';
import { parseRunSpec } from '../../app/config/parse.ts';
import { COMMANDS } from '../../app/flags.ts';
import { defineStrategy } from '../../engine/index.ts';
import { Context } from '../../engine/strategy/context.ts';
import { resultJson } from '../../reports/json.ts';
import { blocksOf, proseOf, textOf } from './pages.ts';

/** The cells of every row of the tables of a page. */
const rowsOf = (page: string): readonly (readonly string[])[] =>
  proseOf(page).flatMap((line) =>
    line.startsWith('|')
      ? [
          line
            .split('|')
            .slice(1, -1)
            .map((cell) => cell.trim()),
        ]
      : [],
  );

/** What stands between backticks in a cell. */
const codesIn = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);

const RUN = { strategy: 'sma-cross', feeds: { asset: { source: 'sample:sp500' } }, instruments: { asset: {} } };

/** A fee and a sizer for those that are made of others. */
const FREE = { model: 'none' };
const ONE = { model: 'fixed', qty: 1 };

/** The keys that a section of a run file may have: the validator names them when it is given one that does not exist. */
function keysOf(path: readonly string[], section: object): readonly string[] {
  const wrong = path.reduceRight<object>((value, key) => (key === '[]' ? [value] : { [key]: value }), { ...section, '?': 0 });
  const { strategy, ...rest } = RUN;
  try {
    parseRunSpec({ ...(path[0] === 'strategies' ? rest : { strategy, ...rest }), ...wrong });
  } catch (error) {
    return /to be one of (.*), but it was/.exec((error as Error).message)![1]!.split(', ');
  }
  throw new Error('Expected an unknown key to be refused');
}

describe('the page of the run file', () => {
  const rows = rowsOf('docs/run-file.md');
  const fields = new Set(rows.flatMap(([first = '']) => codesIn(first)));

  it.each([
    [[]],
    [['strategies', '[]']],
    [['feeds', 'asset']],
    [['instruments', 'asset']],
    [['account']],
    [['costs']],
    [['costs', 'latency']],
    [['risk']],
    [['simulator']],
    [['metrics']],
  ])('has every field of %j', (path) => {
    const given = path[0] === 'feeds' ? { source: 'sample:sp500' } : path[0] === 'strategies' ? { strategy: 'sma-cross' } : {};
    const name = path.join('.').replace('.[]', '[]');
    const documented = (field: string): boolean => fields.has(field) || [...fields].some((one) => one.startsWith(`${field}.`));
    expect(keysOf(path, given).filter((key) => !documented(name === '' ? key : `${name}.${key}`))).toEqual([]);
  });

  it.each([
    [
      'costs.fee',
      {
        percent: { rate: 0 },
        'per-share': { perShare: 0 },
        'per-contract': { perContract: 0 },
        fixed: { amount: 1 },
        'maker-taker': { maker: 0, taker: 0 },
        tiers: { tiers: [{ from: 0, maker: 0, taker: 0 }] },
        'per-order': { of: FREE },
        'per-day': { of: FREE },
        'one-side': { side: 'buy', of: FREE },
        scale: { factor: 1, of: FREE },
        sum: { of: [] },
        'by-date': { steps: [{ from: '2024-01-01', of: FREE }] },
        in: { currency: 'USD', of: FREE },
        'in-kind': { of: FREE },
        preset: { name: 'kraken-spot' },
      },
    ],
    [
      'costs.slippage',
      {
        ticks: { ticks: 1 },
        amount: { amount: 0 },
        percent: { rate: 0 },
        'half-spread': { spread: 0 },
        volatility: { share: 0, period: 1 },
        'volume-share': { impact: 0 },
        'square-root': { coefficient: 0, period: 1 },
      },
    ],
    [
      'sizer',
      {
        fixed: { qty: 1 },
        notional: { notional: 1 },
        'fraction-of-equity': {},
        'fixed-fractional': { risk: 0.1 },
        atr: { risk: 0.1 },
        'volatility-target': { target: 0.1 },
        kelly: { fallback: 0.1 },
        'risk-parity': {},
        'equal-risk': {},
        'drawdown-scaled': { limit: 0.1, of: ONE },
        cap: { qty: 1, of: ONE },
        scale: { factor: 1, of: ONE },
        'round-to': { lot: 1, of: ONE },
      },
    ],
  ])('has every field of every model of %s', (path, models) => {
    const place = path.split('.');
    const unknown = place.reduceRight<object>((value, key) => ({ [key]: value }), { model: '?' });
    const none = path === 'sizer' ? [] : ['none'];
    expect(() => parseRunSpec({ ...RUN, ...unknown })).toThrow(`one of ${[...none, ...Object.keys(models)].join(', ')}, but`);
    for (const [model, needed] of Object.entries(models)) {
      const general = path === 'sizer' ? ['model', 'at', 'fit'] : ['model'];
      const keys = keysOf(place, { model, ...needed }).filter((key) => !general.includes(key));
      const documented = rows.filter(([first]) => first === `\`${model}\``).map(([, second = '']) => codesIn(second));
      expect(documented).toContainEqual(keys);
    }
  });

  it('has every default', () => {
    const full = parseRunSpec(RUN);
    const wrong = rows.flatMap(([first = '', second = '']) => {
      const [written] = codesIn(second);
      return codesIn(first).flatMap((path) => {
        const value = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], full);
        const real = value === undefined ? undefined : JSON.stringify(value);
        const isField = keysOf([], {}).includes(path.split(/[.[]/)[0]!) && path !== 'notional' && !path.includes('[]');
        return !isField || second === 'required' || written === real || path === 'feeds' || path === 'strategy'
          ? []
          : [`${path}: ${written}, but ${real}`];
      });
    });
    expect(wrong).toEqual([]);
  });
});

describe('the page of the command line', () => {
  const commands = blocksOf('docs/cli.md')
    .filter(({ info }) => info === 'sh')
    .map(({ text }) => text.trim());

  it.each(['', ...Object.keys(COMMANDS)])('shows the help of onetape %s', (command) => {
    expect(commands).toContain(`npx onetape ${command} --help`.replace('  ', ' '));
  });
});

describe('the page of results', () => {
  const lines = proseOf('docs/results.md');
  /** The fields that stand in the table below a heading. */
  const fieldsBelow = (heading: string): readonly string[] => {
    const from = lines.indexOf(heading);
    const to = lines.findIndex((line, k) => k > from && line.startsWith('#'));
    return lines.slice(from, to).flatMap((line) => codesIn(line.split('|')[1] ?? ''));
  };

  it('has every field of a result, in files as in memory', async () => {
    const bars = [10, 12, 11, 9, 8].map((price, k) => ({
      ts: Date.UTC(2024, 0, k + 1),
      open: price,
      high: price,
      low: price,
      close: price,
    }));
    const strategy = defineStrategy({
      name: 'in and out',
      params: {},
      feeds: ['asset'],
      setup: (ctx) => ({
        onBar: ({ close }) =>
          close.value === 10 ? ctx.buy(ctx.feeds.asset, { qty: 1 }) : close.value === 11 ? ctx.close(ctx.feeds.asset) : undefined,
      }),
    });
    const result = JSON.parse(resultJson(await backtest({ strategy, feeds: { asset: { bars, timeframe: '1d' } } })));
    const [order, fill, trip] = [result.orders[0], result.fills[0], result.roundTrips[0]];
    const missing = (object: object, heading: string) => Object.keys(object).filter((field) => !fieldsBelow(heading).includes(field));
    expect(missing(result, '### The result')).toEqual([]);
    expect(missing(order, '### Orders')).toEqual([]);
    expect(missing(fill, '### Fills')).toEqual([]);
    expect(missing(trip, '### Round trips')).toEqual([]);
  });
});

describe('the page of orders', () => {
  it('names every reason for which an order is refused or ends', () => {
    const source = textOf('engine/model/order.ts');
    const reasons = ['RejectReason', 'CancelReason'].flatMap((name) => {
      const union = new RegExp(`export type ${name} =([^;]*);`).exec(source)![1]!;
      return [...union.matchAll(/'([^']+)'/g)].map(([, reason]) => reason!);
    });
    expect(reasons.length).toBeGreaterThan(20);
    const documented = rowsOf('docs/orders.md').flatMap(([first = '']) => codesIn(first));
    expect(reasons.filter((reason) => !documented.includes(reason))).toEqual([]);
  });
});

describe('the strategy guide', () => {
  const guide = textOf('docs/strategy-guide.md');

  it('names everything that a strategy may ask and order', () => {
    const members = Object.getOwnPropertyNames(Context.prototype).filter((name) => name !== 'constructor');
    expect(members.length).toBeGreaterThan(15);
    expect(members.filter((name) => !guide.includes(`ctx.${name}`))).toEqual([]);
  });

  it('names every handler', () => {
    const handlers = [...textOf('engine/strategy/define.ts').matchAll(/^ {2}(on\w+)\?\(/gm)].map(([, name]) => name!);
    expect(handlers).toContain('onBar');
    expect(handlers.filter((name) => !guide.includes(`\`${name}(`))).toEqual([]);
  });
});
