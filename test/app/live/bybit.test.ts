import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Instrument } from '../../../engine/model/instrument.ts';
import { ROOT } from '../../docs/pages.ts';
import { USDT_INSTRUMENTS } from '../../venues/bybit/listed.ts';
import { fromGrid } from '../../venues/hostile/resting-order.ts';
import { ACCOUNT, PAIR_RUN, type Place, played, prepared, RUN, typed } from './bybit-place.ts';

/** Buys, throws while it asks for more, sells, and asks for more once again. */
const THROWER = `import { defineStrategy } from 'onetape';
export default defineStrategy({
  name: 'thrower',
  params: {},
  feeds: ['asset'],
  setup(ctx) {
    let bars = 0;
    return {
      onBar(asset) {
        if (bars === 0 && ctx.position(asset).isFlat) {
          if (ctx.openOrders(asset).length === 0) ctx.buy(asset);
          return;
        }
        bars++;
        if (bars === 3) {
          ctx.buy(asset);
          throw new Error('at the third bar');
        }
        if (bars === 5) ctx.close(asset);
        if (bars === 7) ctx.buy(asset);
      },
    };
  },
});
`;

let at: Place;
afterEach(() => at.bybit.close());

/** The session comes out again, beside the simulator and as costs. */
async function read(session: string): Promise<{ readonly simulated: string; readonly costs: string }> {
  const verified = await typed(at, 'replay', session, '--verify');
  expect([verified.code, verified.out]).toEqual([0, expect.stringMatching(/the same again, \d+ steps and \d+ commands, byte for byte/)]);
  const [laid, fit] = [await typed(at, 'replay', session, '--simulate'), await typed(at, 'calibrate', session, '--least', '5')];
  expect([laid.code, laid.err, fit.code, fit.err]).toEqual([0, '', 0, '']);
  return { simulated: laid.out, costs: fit.out };
}

describe('the run file of README.md', () => {
  it('runs over what was fetched, and trades no account that holds other money than it says', async () => {
    at = await prepared();
    const [text = ''] = /^ {7}\{[\s\S]*?^ {7}\}$/m.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
    writeFileSync(join(at.cwd, 'bybit.json'), text);
    expect((await typed(at, 'data', 'fetch', 'BTCUSDT.BYBIT@1h', '--url', at.bybit.baseUrl)).code).toBe(0);
    expect((await typed(at, 'backtest', 'bybit.json', '--quiet')).code).toBe(0);
    const gate = ['--real-money', '--account', ACCOUNT, '--override', 'a test', '--emulate-exits'];
    const { code, err } = await typed(at, 'live', 'bybit.json', ...gate, '--quiet');
    expect([code, err]).toEqual([3, expect.stringContaining('the venue has 950000.00 USDT more than what we booked')]);
  }, 300_000);
});

describe('sma-cross on two perpetuals of Bybit', () => {
  it('papers on what comes live, and comes out again', async () => {
    at = await prepared();
    const { session } = await played(at, 1, 'paper', 'run.json');
    expect(at.bybit.world.exchange.orders).toEqual([]);
    const { simulated, costs } = await read(session);
    expect(simulated).toContain('Every order has the same fills on both sides.');
    expect(costs).toContain('These are paper sessions');
  }, 300_000);

  it('trades on the demo account, and is laid beside the simulator', async () => {
    at = await prepared();
    const { exchange } = at.bybit.world;
    const gate = ['--real-money', '--account', ACCOUNT, '--override', 'a test', '--emulate-exits'];
    const { session, fills } = await played(at, 2, 'live', 'run.json', ...gate);
    expect(fills.length).toBe(exchange.fills.length);
    expect(new Set(fills.map(({ instrument }) => instrument))).toEqual(new Set(['BTCUSDT.BYBIT', 'ETHUSDT.BYBIT']));
    // Each entry had its stop, and nothing is left over.
    expect(exchange.orders.some(({ request }) => request.type === 'stop')).toBe(true);
    expect(exchange.open).toEqual([]);
    expect(exchange.account.held).toEqual([0, 0]);
    const { simulated, costs } = await read(session);
    expect(simulated).toMatch(/order +sent +instrument +side/);
    expect(simulated).toMatch(/USDT: the recorded prices were worse by [\d.]+, [\d.]+ basis points of the [\d,.]+ that both filled/);
    expect(costs).toMatch(/slippage, of the price +\d+ +[\d.]+ %/);
    // From the order to Bybit, and from there to us.
    expect(costs).toMatch(/order +\d+ +\d+/);
  }, 300_000);

  it('has in its result what it took over from others, which no order of its own is behind', async () => {
    at = await prepared();
    at.bybit.world.exchange.account.book(0, 50, 97, 0);
    const gate = ['--real-money', '--account', ACCOUNT, '--override', 'a test', '--emulate-exits', '--foreign', 'adopt'];
    const { session, fills, roundTrips } = await played(at, 2, 'live', 'run.json', ...gate, '--html', 'page.html', '--csv', 'csv');
    expect(fills[0]).toMatchObject({ orderId: 0, strategyId: 'btc', instrument: 'BTCUSDT.BYBIT', side: 'buy', qty: 0.05, price: 97 });
    expect(roundTrips[0]).toMatchObject({ strategyId: 'btc', instrument: 'BTCUSDT.BYBIT', qty: 0.05, entryOrderId: 0, entryPrice: 97 });
    expect(readFileSync(join(at.cwd, 'csv', 'fills.csv'), 'utf8')).toContain('BTCUSDT.BYBIT');
    await read(session);
  }, 300_000);
});

describe('a strategy that throws', () => {
  it('may only reduce from then on, and its session goes on', async () => {
    at = await prepared();
    const [one] = RUN.strategies;
    const strategies = [{ ...one, strategy: './thrower.ts', params: {} }];
    writeFileSync(join(at.cwd, 'run.json'), JSON.stringify({ ...RUN, strategies }));
    writeFileSync(join(at.cwd, 'thrower.ts'), THROWER);
    const gate = ['--real-money', '--account', ACCOUNT, '--override', 'a test', '--emulate-exits'];
    const { session, fills } = await played(at, 1, 'live', 'run.json', ...gate);
    const folder = join(at.cwd, '.onetape', 'sessions', session);
    const said = readFileSync(join(folder, 'log.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('"kind":"error"'));
    expect(said.map((line) => JSON.parse(line).msg)).toEqual([
      'trading of btc is reducing: strategy, onBar threw: at the third bar',
      'strategy "btc" threw: at the third bar',
    ]);
    // What it had bought it may sell; what it asked for as it threw was not sent, and nor was what it asks for later.
    const sides = fills.map(({ side }) => side);
    expect(sides.indexOf('sell')).toBeGreaterThan(0);
    expect(sides.lastIndexOf('buy')).toBeLessThan(sides.indexOf('sell'));
    expect(new Set(fills.map(({ orderId }) => orderId)).size).toBe(2);
    expect((await typed(at, 'replay', session, '--verify')).code).toBe(0);
  }, 300_000);
});

describe('sma-cross on a pair of Bybit, whose fees are taken in the coin', () => {
  it('trades on though less than a step is left over each time, and comes out again', async () => {
    at = await prepared(PAIR_RUN);
    const { exchange } = at.bybit.world;
    const gate = ['--real-money', '--account', ACCOUNT, '--override', 'a test', '--emulate-exits'];
    const { session, fills, orders, roundTrips } = await played(at, 2, 'live', 'run.json', ...gate);
    expect(fills.length).toBe(exchange.fills.length);
    expect(fills.filter(({ side }) => side === 'buy').every(({ feeQty }) => Number(feeQty) > 0)).toBe(true);
    // Each entry but what a thin market leaves of the last became a round trip.
    const bought = new Set(fills.filter(({ side }) => side === 'buy').map(({ orderId }) => orderId));
    expect(bought.size).toBeGreaterThan(3);
    expect(new Set(roundTrips.map(({ entryOrderId }) => entryOrderId))).toEqual(bought);
    expect(orders.filter(({ status, reason }) => status === 'rejected' && reason === 'venue')).toEqual([]);
    expect(exchange.open).toEqual([]);
    const [{ steps, minNotional }] = USDT_INSTRUMENTS.slice(2) as [Instrument];
    expect(fromGrid(steps, exchange.account.held[0]!) * Number(fills.at(-1)!['price'])).toBeLessThan(minNotional);
    await read(session);
  }, 300_000);
});
