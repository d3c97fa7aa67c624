import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, DataError } from '../../engine/model/errors.ts';
import { whyNot } from '../config/read-file.ts';
import type { Promotion } from './promotion.ts';

/** Where the promotions of a workspace are written down, a line of JSON each. */
export const promotionsPath = (workspace: string): string => join(workspace, 'promotions.jsonl');

/** Writes down a promotion behind those that are there. Throws a ConfigError where that cannot be done. */
export function addPromotion(workspace: string, promotion: Promotion): void {
  const path = promotionsPath(workspace);
  try {
    mkdirSync(workspace, { recursive: true });
    const file = openSync(path, 'a', 0o600);
    try {
      writeSync(file, `${JSON.stringify(promotion)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new ConfigError(`Expected a file that can be written, but it was "${path}" (${whyNot(cause)})`, { cause });
  }
}

/** Every promotion of a workspace, oldest first. Throws a DataError that names the line which is none. */
export function promotionsOf(workspace: string): Promotion[] {
  const path = promotionsPath(workspace);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, k) => {
      if (line === '') return [];
      try {
        return [JSON.parse(line) as Promotion];
      } catch (cause) {
        throw new DataError(`Expected a promotion, but it was "${line.slice(0, 40)}"`, { place: `${path}:${k + 1}`, cause });
      }
    });
}
