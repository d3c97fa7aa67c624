import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { DataError } from '../../../engine/model/errors.ts';
import { KEPT, PREFIX } from './connection.ts';
import { bytesOf, columnHash, type Packed, pack, unpack } from './packed.ts';
import type { Portable } from './portable.ts';

/** Bytes that are sent at a time. */
const CHUNK = 4 * 1024 * 1024;

const textKey = (hash: string): string => `${PREFIX}:work:${hash}`;
const columnKey = (hash: string): string => `${PREFIX}:column:${hash}`;

/** Work as it lies in a Redis, under the hash of its content: data that several sweeps use lie there once. */
export class Shipped {
  readonly hash: string;
  readonly #packed: Packed;

  constructor(portable: Portable) {
    this.#packed = pack(portable);
    this.hash = createHash('sha256').update(this.#packed.text).digest('hex');
  }

  /** Puts there what is not there. */
  async put(redis: Redis): Promise<void> {
    for (const [hash, column] of this.#packed.columns) {
      const bytes = bytesOf(column);
      const key = columnKey(hash);
      const count = Math.ceil(bytes.length / CHUNK);
      if ((await redis.hlen(key)) < count)
        for (let k = 0; k < count; k++) await redis.hset(key, String(k), Buffer.from(bytes.subarray(k * CHUNK, (k + 1) * CHUNK)));
      await redis.expire(key, KEPT);
    }
    await redis.set(textKey(this.hash), this.#packed.text, 'EX', KEPT);
  }
}

/** Fetches work by its hash. Throws a DataError where it, or a column of it, is not there, or is not what its hash says. */
export async function fetchWork(redis: Redis, hash: string): Promise<Portable> {
  const text = await redis.get(textKey(hash));
  if (text === null) throw new DataError(`Expected the work "${hash.slice(0, 12)}" to be in Redis, but it was missing`);
  return (await unpack(text, (column) => fetchColumn(redis, column))) as Portable;
}

async function fetchColumn(redis: Redis, hash: string): Promise<Float64Array> {
  const key = columnKey(hash);
  const count = await redis.hlen(key);
  const chunks: Buffer[] = [];
  for (let k = 0; k < count; k++) chunks.push((await redis.hgetBuffer(key, String(k))) ?? Buffer.alloc(0));
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const column = new Float64Array(new SharedArrayBuffer(length - (length % 8)));
  const bytes = new Uint8Array(column.buffer);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk.subarray(0, bytes.length - at), at);
    at += chunk.length;
  }
  if (columnHash(column) !== hash) throw new DataError(`Expected the column "${hash.slice(0, 12)}" to be in Redis, but it was not whole`);
  return column;
}
