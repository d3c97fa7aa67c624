import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finallyDo } from '../../finally.ts';

let home = '';

/** Writes a table for a run, which reads what lies beside a feed from files, and says where; it goes when the tests are over. */
export function written(name: string, header: string, rows: readonly (readonly (string | number)[])[]): string {
  if (home === '') {
    home = mkdtempSync(join(tmpdir(), 'onetape-external-'));
    finallyDo(() => {
      rmSync(home, { recursive: true });
      home = '';
    });
  }
  const path = join(home, name);
  writeFileSync(path, [header, ...rows.map((cells) => cells.join(','))].join('\n'));
  return path;
}
