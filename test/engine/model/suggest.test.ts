import { expect, it } from 'vitest';
import { didYouMean, nearest } from '../../../engine/model/suggest.ts';

it.each([
  ['slipage', 'slippage'],
  ['fsat', 'fast'],
  ['SLOW', 'slow'],
  ['volatility', undefined],
])('%s is near %s', (given, word) => {
  expect(nearest(given, ['fast', 'slow', 'slippage'])).toBe(word);
});

it('offers nothing where nothing is near', () => {
  expect(didYouMean('x', [])).toBe('');
  expect(didYouMean('fas', ['fast'])).toBe('; did you mean "fast"?');
});
