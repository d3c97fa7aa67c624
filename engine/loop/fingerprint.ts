import { createHash } from 'node:crypto';
import { FILL_WIDTH } from '../portfolio/fill-log.ts';
import type { FinishedRun } from './backtest.ts';

/**
 * The `resultHash`: sha256 over orders, fills and equity in a canonical binary form. Numbers are little-endian doubles
 * with -0 as 0 and one NaN, names are ordinals, lists are preceded by their length; no run id, no session name, so the
 * same result has the same hash on every machine.
 */
export function fingerprint({ parts, session }: FinishedRun): string {
  const { blotter, account } = session;
  const hash = new DoubleHash();
  hash.add(1);
  hash.add(parts.strategies.length);
  hash.add(blotter.length);
  for (let id = 1; id <= blotter.length; id++) blotter.eachNumber(id, (value) => hash.add(value));
  const { fills } = account;
  hash.add(fills.length);
  for (let row = 0; row < fills.length; row++) for (let field = 0; field < FILL_WIDTH; field++) hash.add(fills.get(row, field));
  const { ts, value } = account.curve.columns();
  hash.add(value.length);
  for (let k = 0; k < value.length; k++) {
    hash.add(ts[k]!);
    hash.add(value[k]!);
  }
  return hash.digest();
}

/** sha256 over doubles, written little-endian on every machine. */
class DoubleHash {
  readonly #hash = createHash('sha256');
  readonly #bytes = new Uint8Array(65_536);
  readonly #view = new DataView(this.#bytes.buffer);
  #at = 0;

  add(value: number): void {
    if (this.#at === this.#bytes.length) this.#flush();
    // Adding 0 turns -0 into 0; setFloat64 may keep a NaN's payload, so NaN is written from one constant.
    this.#view.setFloat64(this.#at, Number.isNaN(value) ? Number.NaN : value + 0, true);
    this.#at += 8;
  }

  digest(): string {
    this.#flush();
    return this.#hash.digest('hex');
  }

  #flush(): void {
    this.#hash.update(this.#bytes.subarray(0, this.#at));
    this.#at = 0;
  }
}
