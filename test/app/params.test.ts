import { expect, it } from 'vitest';
import { readParams } from '../../app/params.ts';
import { choice, defineStrategy, flag, int, json, real, text } from '../../engine/index.ts';
import { folder } from './in-process.ts';

const isList = (value: unknown): value is number[] => Array.isArray(value);
const strategy = defineStrategy({
  name: 's',
  params: {
    fast: int(10, { min: 2, max: 100 }),
    stop: real(0.5, { min: 0, max: 1 }),
    side: choice('long', 'short'),
    on: flag(true),
    word: text('a'),
    list: json<number[]>([], 'a list', isList),
  },
  feeds: [],
  setup: () => ({}),
});
const read = (given: Record<string, unknown>, baseDir = '.') =>
  readParams(strategy, given, 'params', baseDir, (path) => `run.json ${path}`);

it('parameters that are not given have their initial values', () => {
  expect(read({})).toEqual({ fast: 10, stop: 0.5, side: 'long', on: true, word: 'a', list: [] });
});

it('parameters are read from texts of flags as from JSON', () => {
  expect(read({ fast: '20', stop: 0.25, side: 'short', on: 'no', word: './x', list: '[1, 2]' })).toEqual({
    fast: 20,
    stop: 0.25,
    side: 'short',
    on: false,
    word: './x',
    list: [1, 2],
  });
});

it('a JSON parameter is read from a file', () => {
  expect(read({ list: 'list.json' }, folder({ 'list.json': '[3]' }))['list']).toEqual([3]);
});

it.each([
  [{ fast: '1' }, 'run.json params.fast: Expected "fast" to be an integer from 2 to 100, but it was "1"'],
  [{ fast: 2.5 }, 'run.json params.fast: Expected "fast" to be an integer from 2 to 100, but it was "2.5"'],
  [{ side: 'up' }, 'run.json params.side: Expected "side" to be one of long, short, but it was "up"'],
  [
    { fsat: 1 },
    'run.json params.fsat: Expected one of the parameters fast, stop, side, on, word, list of "s", but it was "fsat"; did you mean "fast"?',
  ],
  [{ list: { a: 1 } }, 'run.json params.list: Expected "list" to be a list, but it was "{"a":1}"'],
  [{ list: '{oops' }, 'run.json params.list: Expected "list" to be a list, but it was "{oops"'],
  [{ list: 'none.json' }, 'Expected a file to read, but it was "none.json" (no such file)'],
])('%j is refused', (given, sentence) => {
  expect(() => read(given)).toThrow(sentence);
});

it('a strategy without parameters takes none', () => {
  expect(() => readParams({ ...strategy, params: {} }, { a: 1 }, 'params', '.', () => undefined)).toThrow(
    'Expected no parameters of "s", but it was "a"',
  );
});
