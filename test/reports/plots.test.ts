import { expect, test } from 'vitest';
import { plotsOn } from '../../reports/plots.ts';

const none = new Float64Array(0);
const plot = (strategyId: string, instrument: string, name: string) => ({
  strategyId,
  instrument,
  name,
  pane: null,
  ts: none,
  value: none,
});
const names = (...plots: ReturnType<typeof plot>[]) => plotsOn('X', plots).map(({ name }) => name);

test('the lines of an instrument keep their names, or say whose they are where several strategies plot', () => {
  expect(names(plot('a', 'X', 'fast'), plot('a', 'X', 'slow'), plot('b', 'Y', 'fast'))).toEqual(['fast', 'slow']);
  expect(names(plot('a', 'X', 'fast'), plot('b', 'X', 'fast'))).toEqual(['a fast', 'b fast']);
  expect(names()).toEqual([]);
});
