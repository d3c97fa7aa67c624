import { CATALOG } from '../../../engine/broker/catalog.ts';
import { catalogJson } from '../../brokers/catalog-page.ts';
import { catalogTable } from '../../brokers/catalog-table.ts';
import type { Arguments, Io } from '../../io.ts';
import { textOf } from '../../read-flags.ts';
import { write } from '../../write.ts';

/** `onetape brokers ls`: every broker that people ask for, and what serves it. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const path = textOf(args, 'json');
  if (path !== undefined) write(path, `${JSON.stringify(CATALOG.map(catalogJson))}\n`, io);
  if (args['quiet'] !== true && path !== '-') io.stdout.write(catalogTable(CATALOG));
  return 0;
}
