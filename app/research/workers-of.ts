import { ConfigError } from '../../engine/model/errors.ts';
import type { Arguments } from '../io.ts';

/** How many threads `--workers` asks for; undefined without it. */
export function workersOf({ workers }: Arguments): number | undefined {
  if (workers === undefined) return undefined;
  const count = Number(workers);
  if (Number.isInteger(count) && count > 0 && count <= 1024) return count;
  throw new ConfigError(`Expected --workers to be a whole number from 1 to 1024, but it was "${workers}"`);
}
