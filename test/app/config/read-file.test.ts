import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readJsonFile } from '../../../app/config/read-file.ts';
import { folder } from '../in-process.ts';

const read = (text: string): unknown => readJsonFile(join(folder({ 'run.json': text }), 'run.json'), 'run.json');

it('a run file may have comments, and addresses in its texts', () => {
  expect(read('{ // a comment "with quotes"\n "a": "http://x", // more\n "b": "\\"//" }')).toEqual({ a: 'http://x', b: '"//' });
});

it.each([
  ['{\n  "a": 1,\n  "b": oops\n}', 'run.json:3: Expected JSON, but it was "oops"'],
  ['{"a": [1, 2,],\n}', 'run.json:1: Expected JSON, but it was "],"'],
  ['{"a": [true, {"b": -1.5e3}]\n, c: 1}', 'run.json:2: Expected JSON, but it was "c: 1}"'],
  ['{"a" 1}', 'run.json:1: Expected JSON, but it was "1}"'],
  ['{"a": 1 "b": 2}', 'run.json:1: Expected JSON, but it was ""b": 2}"'],
  ['{"a": {}, "b": []}\n\nrest', 'run.json:3: Expected JSON, but it was "rest"'],
  ['{\n "a": 1', 'run.json:2: Expected JSON, but it was "the end of the file"'],
  ['', 'run.json:1: Expected JSON, but it was "the end of the file"'],
])('%j is refused with its line', (text, sentence) => {
  expect(() => read(text)).toThrow(sentence);
});

it('a file that is not there is refused by name', () => {
  expect(() => readJsonFile('/nowhere/run.json', 'run.json')).toThrow('Expected a file to read, but it was "run.json" (no such file)');
});

it('a folder is refused as one', () => {
  expect(() => readJsonFile(folder(), 'here')).toThrow('Expected a file to read, but it was "here" (a folder)');
});
