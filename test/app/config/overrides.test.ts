import { describe, expect, it } from 'vitest';
import { override, placeOf } from '../../../app/config/overrides.ts';
import { overridesOf } from '../../../app/run-flags.ts';

const laid = (spec: unknown, args: Record<string, string | string[]>, toHere = ''): unknown => override(spec, overridesOf(args, toHere));

describe('flags over a run file', () => {
  it('change what they name and leave the rest', () => {
    const file = { strategy: 'a', params: { fast: 1, slow: 2 }, account: { cash: 5, type: 'cash' } };
    expect(laid(file, { strategy: 'b', param: ['fast=3'], cash: '9', from: '2020-01-01', to: '2021-01-01' })).toEqual({
      strategy: 'b',
      params: { fast: '3', slow: 2 },
      account: { cash: 9, type: 'cash' },
      from: '2020-01-01',
      to: '2021-01-01',
    });
    expect(file.params.fast).toBe(1);
  });

  it('bind a role to one source, and to a list when given again', () => {
    expect(laid({ feeds: { a: 'x', b: 'y' } }, { feed: ['a=sample:sp500', 'c=AAPL@1d', 'c=MSFT@1d', 'c=k=v.csv'] })).toEqual({
      feeds: { a: 'sample:sp500', b: 'y', c: ['AAPL@1d', 'MSFT@1d', 'k=v.csv'] },
    });
  });

  it('set any path, to JSON where the value is JSON, into lists by place', () => {
    const set = [
      'costs.fee.model=percent',
      'costs.fee.rate=0.001',
      'risk.maxDrawdown=null',
      'feeds.u.1=z.csv',
      'strategies.0.params={"a":[1]}',
      'name=a=b',
    ];
    expect(laid({ feeds: { u: ['x', 'y'] }, strategies: [{ strategy: 's' }] }, { set })).toEqual({
      costs: { fee: { model: 'percent', rate: 0.001 } },
      risk: { maxDrawdown: null },
      feeds: { u: ['x', 'z.csv'] },
      strategies: [{ strategy: 's', params: { a: [1] } }],
      name: 'a=b',
    });
  });

  it('make an object of a source in its short form when they set its stamp', () => {
    expect(laid({ feeds: { asset: './x.csv' } }, { set: ['feeds.asset.stamp=open'] })).toEqual({
      feeds: { asset: { source: './x.csv', stamp: 'open' } },
    });
  });

  it('name paths from where they were typed, not from the run file', () => {
    expect(laid({}, { strategy: './s.ts', feed: ['a=./x.csv?stamp=open', 'b=/abs/y.csv', 'c=sample:sp500', 'd=AAPL@1d'] }, '..')).toEqual({
      strategy: '../s.ts',
      feeds: { a: '../x.csv?stamp=open', b: '/abs/y.csv', c: 'sample:sp500', d: 'AAPL@1d' },
    });
  });

  it.each([
    [{ param: ['fast'] }, 'Expected --param NAME=VALUE, but it was "fast"'],
    [{ feed: ['=x'] }, 'Expected --feed ROLE=SOURCE, but it was "=x"'],
    [{ set: ['a='] }, 'Expected --set PATH=VALUE, but it was "a="'],
    [{ set: ['a..b=1'] }, 'Expected --set PATH=VALUE with a path such as costs.fee.rate, but it was "a..b=1"'],
    [{ set: ['list.3=1'] }, '--set list.3=1: Expected a place from 0 to 1, but it was "3"'],
  ])('%j is refused', (args, sentence) => {
    expect(() => laid({ list: [1, 2] }, args)).toThrow(sentence);
  });

  it('a value that is no number stays what it was, for the message', () => {
    expect(laid({}, { cash: 'lots' })).toEqual({ account: { cash: 'lots' } });
  });

  it('a place is the last flag that gave the value, or else the file', () => {
    const place = placeOf('run.json', overridesOf({ param: ['fast=1'], set: ['params.fast=2', 'feeds.u=["a"]'] }, ''));
    expect(place('params.fast')).toBe('--set params.fast=2');
    expect(place('feeds.u[0].source')).toBe('--set feeds.u=["a"]');
    expect(place('params.slow')).toBe('run.json');
  });
});
