import { InvariantError } from '../model/errors.ts';

/**
 * The one text of a plain value: JSON with sorted keys, without spaces and without fields that are undefined, in which -0, NaN and the
 * infinities stand as `-0`, `NaN`, `Infinity` and `-Infinity`. Equal values have equal texts; a number's is the shortest that reads back
 * as the same double. Throws an InvariantError for what is not plain: a function, a Map, an instance of a class.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return listText(value);
  if (typeof value === 'object' && isPlain(value)) return recordText(value as Readonly<Record<string, unknown>>);
  throw new InvariantError(`Expected a plain value to write down, but it was "${nameOf(value)}"`);
}

/** The value of a text that `canonical` wrote. Throws a SyntaxError for any other. */
export function parsed(text: string): unknown {
  if (!/NaN|Infinity/.test(text)) return JSON.parse(text);
  // A marked text stands for a number; a text that begins with the mark by itself gets a second one. Keys stay as they are.
  const marked = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*":?|NaN|-?Infinity/g, (part) => {
    if (!part.startsWith('"')) return `"${MARK}${part}"`;
    return part.startsWith(`"${MARK}`) && part.endsWith('"') ? `"${MARK}${part.slice(1)}` : part;
  });
  return JSON.parse(marked, unmarked);
}

/** As JSON writes the character that no text begins with, or hardly any. */
const MARK = '\\u0000';

function unmarked(_key: string, value: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith('\0')) return value;
  return value.startsWith('\0\0') ? value.slice(1) : Number(value.slice(1));
}

function listText(list: readonly unknown[]): string {
  let text = '[';
  for (let k = 0; k < list.length; k++) {
    if (k > 0) text += ',';
    text += list[k] === undefined ? 'null' : canonical(list[k]);
  }
  return `${text}]`;
}

function recordText(record: Readonly<Record<string, unknown>>): string {
  let text = '{';
  for (const key of Object.keys(record).sort()) {
    const value = record[key];
    if (value === undefined) continue;
    if (text.length > 1) text += ',';
    text += `${JSON.stringify(key)}:${canonical(value)}`;
  }
  return `${text}}`;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function nameOf(value: unknown): string {
  return typeof value === 'object' ? (value?.constructor?.name ?? 'object') : typeof value;
}
