import { createHash } from 'node:crypto';
import { canonical, parsed } from '../../../engine/loop/canonical.ts';

/** A plain value as a text, and its columns, each under the hash of its content. */
export interface Packed {
  readonly text: string;
  readonly columns: ReadonlyMap<string, Float64Array>;
}

const MARK = '$column';

/** Takes the columns out of a value; what is the same column is taken once. */
export function pack(value: unknown): Packed {
  const columns = new Map<string, Float64Array>();
  const hashes = new Map<Float64Array, string>();
  const without = (one: unknown): unknown => {
    if (one instanceof Float64Array) {
      const hash = hashes.get(one) ?? columnHash(one);
      hashes.set(one, hash);
      columns.set(hash, one);
      return { [MARK]: hash };
    }
    if (Array.isArray(one)) return one.map(without);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, part]) => [key, without(part)]));
  };
  return { text: canonical(without(value)), columns };
}

/** Puts columns back in, each by its hash. */
export async function unpack(text: string, columnOf: (hash: string) => Promise<Float64Array>): Promise<unknown> {
  const known = new Map<string, Float64Array>();
  const whole = async (one: unknown): Promise<unknown> => {
    if (Array.isArray(one)) return Promise.all(one.map(whole));
    if (typeof one !== 'object' || one === null) return one;
    const hash = (one as Readonly<Record<string, unknown>>)[MARK];
    if (typeof hash !== 'string') {
      const parts: [string, unknown][] = [];
      for (const [key, part] of Object.entries(one)) parts.push([key, await whole(part)]);
      return Object.fromEntries(parts);
    }
    const column = known.get(hash) ?? (await columnOf(hash));
    known.set(hash, column);
    return column;
  };
  return whole(parsed(text));
}

/** sha256 (hex) of a column's bytes. */
export const columnHash = (column: Float64Array): string => createHash('sha256').update(bytesOf(column)).digest('hex');

/** The bytes of a column, not copied. */
export const bytesOf = (column: Float64Array): Buffer => Buffer.from(column.buffer, column.byteOffset, column.byteLength);
