import { describe, expect, test } from 'vitest';
import { applied } from '../../../engine/research/applied.ts';
import type { Dimension } from '../../../engine/research/dimension.ts';
import { choiceOf, spaceOf, whole } from './fixture.ts';

const at = (dimension: Dimension, ...keys: string[]): Dimension => ({ ...dimension, at: keys });
const raw = {
  strategy: 'sma-cross',
  params: { fast: 10, slow: 20 },
  feeds: { asset: { source: './a.csv', timeframe: '1d', stamp: 'open', finer: './a-1m.csv' }, other: 'sample:sp500' },
  instruments: { asset: { id: 'A', tickSize: 0.01 } },
  costs: { fee: { model: 'percent', rate: 0.001 } },
};

describe('a point in a run specification', () => {
  test('is laid over its parameters, and leaves the given one as it is', () => {
    const before = structuredClone(raw);
    expect(applied(raw, spaceOf([whole('fast', 1, 9)]), { fast: 5 })).toEqual({ ...raw, params: { fast: 5, slow: 20 } });
    expect(raw).toEqual(before);
  });
  test('begins sections that are not there, and reaches any value', () => {
    const space = spaceOf([at(whole('rate', 0, 1), 'costs', 'fee', 'rate'), at(whole('leverage', 1, 5), 'account', 'leverage')]);
    expect(applied(raw, space, { rate: 0.002, leverage: 3 })).toMatchObject({
      costs: { fee: { model: 'percent', rate: 0.002 } },
      account: { leverage: 3 },
    });
  });
  test('is laid over one of several strategies', () => {
    const two = {
      strategies: [
        { id: 'a', params: { fast: 1 } },
        { id: 'b', params: { fast: 2 } },
      ],
    };
    expect(applied(two, spaceOf([at(whole('b.fast', 1, 9), 'strategies', '1', 'params', 'fast')]), { 'b.fast': 7 })).toEqual({
      strategies: [
        { id: 'a', params: { fast: 1 } },
        { id: 'b', params: { fast: 7 } },
      ],
    });
  });
  test('takes a period as from and to', () => {
    expect(
      applied({ ...raw, from: '2001-01-01' }, spaceOf([at(choiceOf('period', '2010..'), 'window')]), { period: '2010..' }),
    ).toMatchObject({ from: '2010-01-01', to: null });
  });
  test('takes an instrument as the source of a role: how it is read goes on, what is of the one before does not', () => {
    const space = spaceOf([at(choiceOf('instrument', './a.csv', './b.csv'), 'feeds', 'asset')]);
    const spec = applied(raw, space, { instrument: './b.csv' });
    expect(spec['feeds']).toEqual({ asset: { source: './b.csv', timeframe: '1d', stamp: 'open' }, other: 'sample:sp500' });
    expect(spec['instruments']).toEqual({ asset: { tickSize: 0.01 } });
    expect(applied(raw, space, { instrument: './a.csv' })).toEqual(raw);
  });
  test('leaves what it does not name', () => {
    expect(applied(raw, spaceOf([whole('fast', 1, 9), whole('slow', 1, 9)]), { slow: 9 })).toMatchObject({ params: { fast: 10, slow: 9 } });
  });
});
