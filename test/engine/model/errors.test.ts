import { describe, expect, it } from 'vitest';
import { assertNever, ConfigError, DataError, InvariantError, must, StrategyError, VenueError } from '../../../engine/model/errors.ts';

describe('an error', () => {
  it('says where it is, and then what', () => {
    const error = new DataError('Expected a number, but it was "x"', { place: 'prices.csv:3' });
    expect([error.name, error.message, error.place]).toEqual([
      'DataError',
      'prices.csv:3: Expected a number, but it was "x"',
      'prices.csv:3',
    ]);
  });

  it('without a place says what', () => {
    expect(new ConfigError('Expected a strategy').message).toBe('Expected a strategy');
  });

  it('keeps its cause', () => {
    const cause = new Error('below');
    expect(new StrategyError('above', { cause }).cause).toBe(cause);
  });

  it('of a venue says whether to try again', () => {
    expect([new VenueError('busy', { retryable: true }).retryable, new VenueError('gone', { retryable: false }).name]).toEqual([
      true,
      'VenueError',
    ]);
  });

  it('of ours is an invariant', () => {
    expect(() => must(undefined, 'a broker')).toThrow(new InvariantError('Expected a broker, but it was missing'));
    expect(() => must(null, 'a broker')).toThrow(InvariantError);
    expect(must(0, 'a number')).toBe(0);
    expect(() => assertNever({ kind: 'new' } as never)).toThrow('Expected no further case, but it was {"kind":"new"}');
  });
});
