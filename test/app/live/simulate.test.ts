import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folder, onetape } from '../in-process.ts';

const RUN = {
  strategy: 'sma-cross',
  params: { fast: 5, slow: 20 },
  feeds: { asset: 'sample:sp500' },
  from: '2005-01-01',
  to: '2009-01-01',
  sizer: { model: 'fixed', qty: 10 },
  instruments: { asset: { tickSize: 0.25 } },
  account: { cash: 1_000_000 },
  costs: { slippage: { model: 'percent', rate: 0.0005 }, fee: { model: 'percent', rate: 0.001 } },
};

let cwd = '';
let session = '';

beforeAll(async () => {
  cwd = folder({ 'run.json': RUN });
  await onetape(cwd, ['paper', 'run.json', '--tape', 'max', '--quiet', '--json', 'paper.json']);
  session = readdirSync(join(cwd, '.onetape', 'sessions'))[0]!;
});

describe('onetape replay --simulate', () => {
  it('gives a paper session its own fills', async () => {
    const { code, out, err } = await onetape(cwd, ['replay', session, '--simulate']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('only in the recording   0\nonly in the simulator   0\n');
    expect(out).toContain('Every order has the same fills on both sides.');

    await onetape(cwd, ['replay', session, '--simulate', '--json', 'own.json', '--quiet']);
    const [{ fills }, { orders }] = ['paper.json', 'own.json'].map((file) => JSON.parse(readFileSync(join(cwd, file), 'utf8')));
    const own = orders.filter(({ recordedFills }: { recordedFills: number }) => recordedFills > 0);
    const simple = (of: Record<string, unknown>[], ...names: string[]) => of.map((one) => names.map((name) => one[name]));
    expect(simple(own, 'id', 'simulatedTs', 'simulatedQty', 'simulatedPrice', 'simulatedFee')).toEqual(
      simple(
        fills.toSorted((a: { orderId: number }, b: { orderId: number }) => a.orderId - b.orderId),
        ...['orderId', 'ts', 'qty', 'price', 'fee'],
      ),
    );
  });

  it('lays other options beside what was recorded, order by order', async () => {
    const set = ['--set', 'costs.slippage.rate=0.002', '--set', 'costs.fee={"model":"none"}'];
    const { code, out } = await onetape(cwd, ['replay', session, '--simulate', ...set, '--json', '-', '--csv', 'tables']);
    const { isSame, money, orders } = JSON.parse(out);
    expect([code, isSame]).toEqual([0, false]);
    const [first] = orders;
    expect(first.recordedPrice).toBeCloseTo(first.undisturbed * 1.0005, 9);
    expect(first.simulatedPrice).toBeCloseTo(first.undisturbed * 1.002, 9);
    expect(first.worse).toBeCloseTo(-10 * first.undisturbed * 0.0015, 6);
    expect(first.laterMs).toBe(0);
    expect(money[0].currency).toBe('USD');
    expect(money[0].recordedFees).toBeGreaterThan(100);
    expect(money[0].simulatedFees).toBe(0);
    const lines = readFileSync(join(cwd, 'tables', 'side-by-side.csv'), 'utf8').split('\r\n');
    expect(lines[0]).toContain('id,strategyId,instrument,side,type,tag,sentTs,recordedStatus');
    expect(lines.length).toBe(orders.length + 2);
  });

  it('refuses what a simulator has nothing to do with', async () => {
    const say = async (...flags: string[]) => (await onetape(cwd, ['replay', session, ...flags])).err;
    expect(await say('--simulate', '--set', 'params.fast=7')).toContain('Expected an option of the simulator (costs, simulator');
    expect(await say('--simulate', '--html', 'a.html')).toContain('Expected --json or --csv beside --simulate');
    expect(await say('--set', 'costs.slippage.rate=1')).toContain('Expected --simulate beside --set');
    expect(await say('--simulate', '--set', 'costs.slippage.rate=-1')).toContain('--set costs.slippage.rate=-1');
  });
});

describe('onetape calibrate', () => {
  it('fits slippage to what was recorded, and writes it for the next run file', async () => {
    const { code, out, err } = await onetape(cwd, ['calibrate', session, '--out', 'costs.json']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('These are paper sessions');
    expect(out).toMatch(/slippage, of the price +\d+ +0\.05 %/);
    expect(JSON.parse(readFileSync(join(cwd, 'costs.json'), 'utf8'))).toEqual({ costs: { slippage: { model: 'percent', rate: 0.0005 } } });
  });

  it('fits ticks where they are asked for', async () => {
    const { out } = await onetape(cwd, ['calibrate', session, '--model', 'ticks', '--json', '-']);
    const { slips, costs } = JSON.parse(out);
    expect(costs.slippage.model).toBe('ticks');
    expect(costs.slippage.ticks).toBeCloseTo(slips.ticks.mean, 3);
    expect(slips.ticks.low).toBeLessThan(slips.ticks.mean);
  });

  it('fits nothing to too little, and says how much is needed', async () => {
    const few = await onetape(cwd, ['calibrate', session, '--least', '1000', '--quiet']);
    expect(few.code).toBe(3);
    expect(few.err).toMatch(
      /^Expected at least 1000 orders that took on both sides, to fit slippage by "percent", but there were (\d+): \d+ more are needed\n$/,
    );
    expect((await onetape(cwd, ['calibrate', session, '--model', 'half-spread'])).code).toBe(3);
    expect((await onetape(cwd, ['calibrate', session, 'paper'])).err).toContain('Expected different sessions');
    expect((await onetape(cwd, ['calibrate', session, '--model', 'none'])).err).toContain(
      'Expected --model to be percent, ticks, half-spread',
    );
    expect((await onetape(cwd, ['calibrate', session, '--least', '1'])).err).toContain(
      'Expected --least to be a number of orders, 2 or more',
    );
  });
});
