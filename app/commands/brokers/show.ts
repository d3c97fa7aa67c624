import { catalogEntry, nearestBroker } from '../../../engine/broker/catalog.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import { catalogJson, catalogPage } from '../../brokers/catalog-page.ts';
import type { Arguments, Io } from '../../io.ts';
import { textOf } from '../../read-flags.ts';
import { write } from '../../write.ts';

/** `onetape brokers show NAME`: what serves a broker and what one has to know of it, or why nothing can. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const { first, rest = [] } = args;
  const name = [first, ...(rest as readonly string[])].join(' ');
  const entry = catalogEntry(name);
  if (entry === undefined) {
    const near = nearestBroker(name);
    const meant = near === undefined ? '' : `; did you mean "${near}"?`;
    throw new ConfigError(`Expected a broker of the catalogue (onetape brokers ls), but it was "${name}"${meant}`);
  }
  const path = textOf(args, 'json');
  if (path !== undefined) write(path, `${JSON.stringify(catalogJson(entry))}\n`, io);
  if (args['quiet'] !== true && path !== '-') io.stdout.write(catalogPage(entry));
  return 0;
}
