import { describe, expect, it } from 'vitest';
import { backtest } from '../../app/index.ts';
import { resultJson } from '../../reports/json.ts';
import { folder, onetape } from './in-process.ts';

/** Buys or closes at every fiftieth bar that it has counted, in a place of its own. */
const counting = (before: string, count: string, inSetup = ''): string => `
import { defineStrategy } from 'onetape';
${before}
export default defineStrategy({
  name: 'counting',
  params: {},
  feeds: ['asset'],
  setup(ctx) {
    const { asset } = ctx.feeds;
    ${inSetup}
    return {
      onBar() {
        if (++${count} % 50 !== 0) return;
        if (ctx.position(asset).qty === 0) ctx.buy(asset);
        else ctx.close(asset);
      },
    };
  },
});`;
const BY_STATE = counting('', 'memory.bars', 'const memory = Object.assign(ctx.state, { bars: 0, ...ctx.state });');
const BY_CLOSURE = counting('', 'bars', 'let bars = 0;');
const BY_MODULE = counting('let bars = 0;', 'bars');

const run = (source: string, ...flags: string[]) =>
  onetape(folder({ 'counting.ts': source }), ['backtest', '--strategy', './counting.ts', '--feed', 'asset=sample:sp500', ...flags]);

describe('a backtest with epochs', () => {
  it('says in its summary that it is the same without them', async () => {
    const { code, out, err } = await run(BY_STATE, '--epoch', '52w');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/\nEpochs {10}21 of 52w, the run is the same without them\n/);
  });

  it.each([
    ['a closure', BY_CLOSURE],
    ['a module', BY_MODULE],
  ])('ends with 3 and one sentence where a strategy counts in %s', async (_, source) => {
    const { code, err } = await run(source, '--epoch', '52w', '--quiet');
    expect(code).toBe(3);
    expect(err).toMatch(
      /^Expected a run with epochs to be the run without them, but in epoch 6 \(from 2004-\S+\) there was "\w+ .* is lost at an epoch\n$/,
    );
  });

  it('shows more rows before each where that is asked for', async () => {
    const { code, out } = await run(BY_CLOSURE, '--epoch', '52w', '--epoch-rows', '6000');
    expect([code, out]).toEqual([0, expect.stringContaining('the run is the same without them')]);
  });

  it('is part of a result, which stays what it is without them', async () => {
    const spec = { strategy: 'sma-cross', feeds: { asset: 'sample:sp500' } };
    const [plain, cut] = [await backtest(spec), await backtest(spec, { epoch: '26w' })];
    expect(cut.epochs).toEqual({ length: '26w', rows: 1024, count: 41, difference: null });
    expect(cut.resultHash).toBe(plain.resultHash);
    expect(JSON.parse(resultJson(cut)).epochs).toEqual(cut.epochs);
    expect('epochs' in plain).toBe(false);
  });

  it.each(['1M', 'day', '0'])('refuses --epoch %s', async (length) => {
    expect(await run(BY_STATE, '--epoch', length)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`Expected the length of an epoch to be such as "1d", "12h" or "1w", but it was "${length}"`),
    });
  });

  it('refuses rows that are no number', async () => {
    expect(await run(BY_STATE, '--epoch', '1w', '--epoch-rows', 'all')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Expected --epoch-rows to be a whole number, 1 or more, but it was "all"'),
    });
  });
});
