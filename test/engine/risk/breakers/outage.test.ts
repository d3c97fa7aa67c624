import { describe, expect, it } from 'vitest';
import { bars, ends, follow, live, type Row, type Terms } from '../../world.ts';
import { changes, type Heard, heard } from '../said.ts';

const hours: readonly Row[] = Array.from({ length: 12 }, () => [10, 10, 10, 10]);

const past = (risk: Terms['risk'], ...events: readonly Heard[]) => {
  const asset = bars('A', '1h', hours);
  return live({ asset }, (ctx) => follow(asset, { 2: () => ctx.buy(asset, { qty: 1 }), 5: () => ctx.buy(asset, { qty: 1 }) }), {
    ...heard(...events),
    ...(risk && { risk }),
  });
};

describe('a connection that is down', () => {
  const down = ['2024-01-01T02:30', false] as const;
  const up = ['2024-01-01T04:30', true] as const;

  it('halts trading at once and until it is up, where it may not be down at all', () => {
    const run = past({ maxOutage: '0s' }, down, up);
    expect(changes(run)).toEqual([
      ['2024-01-01T02:30', 'max-outage', 'active', 'halted'],
      ['2024-01-01T04:30', 'max-outage', 'halted', 'active'],
    ]);
    expect(ends(run)).toEqual(['rejected: trading-halted', 'filled']);
  });

  it('may be down for a while: what is up again by then never was a cause', () => {
    expect(changes(past({ maxOutage: '90m' }, down, up))[0]).toEqual(['2024-01-01T04:00', 'max-outage', 'active', 'halted']);
    expect(changes(past({ maxOutage: '150m' }, down, up))).toEqual([]);
    expect(changes(past({ maxOutage: '150m' }, down, ['2024-01-01T03:30', false], up))).toEqual([]);
  });

  it('may be told as often as a broker likes', () => {
    expect(changes(past({ maxOutage: '1h' }, down, ['2024-01-01T03:00', false], ['2024-01-01T03:10', false]))).toEqual([
      ['2024-01-01T03:30', 'max-outage', 'active', 'halted'],
    ]);
  });

  it('is nothing where nobody asks for it', () => {
    expect(changes(past(undefined, down, up))).toEqual([]);
  });

  it('may cost a cool-down, and goes on where it breaks again within that', () => {
    const again = [down, up, ['2024-01-01T05:00', false], ['2024-01-01T06:00', true]] as const;
    expect(changes(past({ maxOutage: { limit: '0s', coolDown: '1h' } }, ...again))).toEqual([
      ['2024-01-01T02:30', 'max-outage', 'active', 'halted'],
      ['2024-01-01T07:00', 'max-outage', 'halted', 'active'],
    ]);
  });
});
