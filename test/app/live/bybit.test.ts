import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE } from '../../../engine/model/time.ts';
import { ROOT } from '../../docs/pages.ts';
import { onetape } from '../in-process.ts';
import { ACCOUNT, type Place, prepared, slowly, typed } from './bybit-place.ts';

let at: Place;
afterEach(() => at.bybit.close());

/** A session for 25 minutes, from when so many streams are open; then it is told to stop. */
async function played(streams: number, ...argv: readonly string[]) {
  const { wall, server } = at.bybit;
  const [mode = ''] = argv;
  let isOver = false;
  const running = onetape(at.cwd, [...argv, '--quiet', '--json', 'result.json'], at.env).finally(() => {
    isOver = true;
  });
  await slowly(at, () => isOver || server.streams === streams);
  await wall.pass(25 * MINUTE);
  const session = readdirSync(join(at.cwd, '.onetape', 'sessions')).find((name) => name.startsWith(mode)) ?? '';
  expect((await typed(at, 'session', 'say', session, 'stop', 'flatten')).code).toBe(0);
  await slowly(at, () => isOver);
  const { code, err } = await running;
  expect([code, err]).toEqual([0, mode === 'live' ? expect.stringContaining('live without promotion: a test') : '']);
  const { fills } = JSON.parse(readFileSync(join(at.cwd, 'result.json'), 'utf8')) as { fills: { instrument: string }[] };
  expect(new Set(fills.map(({ instrument }) => instrument))).toEqual(new Set(['BTCUSDT.BYBIT', 'ETHUSDT.BYBIT']));
  return { session, fills };
}

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
    const { session } = await played(1, 'paper', 'run.json');
    expect(at.bybit.world.exchange.orders).toEqual([]);
    const { simulated, costs } = await read(session);
    expect(simulated).toContain('Every order has the same fills on both sides.');
    expect(costs).toContain('These are paper sessions');
  }, 300_000);

  it('trades on the demo account, and is laid beside the simulator', async () => {
    at = await prepared();
    const { exchange } = at.bybit.world;
    const gate = ['--real-money', '--account', ACCOUNT, '--override', 'a test', '--emulate-exits'];
    const { session, fills } = await played(2, 'live', 'run.json', ...gate);
    expect(fills.length).toBe(exchange.fills.length);
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
});
