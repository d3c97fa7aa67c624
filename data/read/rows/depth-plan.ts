import { ConfigError } from '../../../engine/model/errors.ts';
import type { Header } from '../header.ts';
import type { Plan } from '../plan.ts';
import type { ReadOptions } from '../reading.ts';
import type { Table } from '../table.ts';
import { timeColumn } from '../time/time-column.ts';
import { timePlan } from '../time/time-plan.ts';
import { DepthPass } from './depth-pass.ts';

/** More levels than this are no quotes but a book. */
const MOST_LEVELS = 1000;

const NO_IDS = { firstId: -1, lastId: -1, previousId: -1 };

/**
 * Plans snapshots and changes of a book, one level a row, as quotes of its best levels: one whenever any of them has changed.
 * Throws a ConfigError where the number of levels is not one.
 */
export function depthPlan(table: Table, header: Header, options: ReadOptions, instrument: string): Plan {
  const { levels = 10 } = options;
  if (!Number.isInteger(levels) || levels < 1 || levels > MOST_LEVELS) {
    throw new ConfigError(`Expected levels to be a whole number from 1 to ${MOST_LEVELS}, but it was "${levels}"`);
  }
  // Tardis says of each row whether it is part of a snapshot, and gives no ids: its messages are what shares a time.
  const hasIds = !header.has('isSnapshot');
  const at = header.need('side', 'price', 'size', ...(hasIds ? (['updateType', 'lastId'] as const) : (['isSnapshot'] as const)));
  const times = timePlan(table, timeColumn(header), options);
  const ids = hasIds ? { firstId: header.find('firstId'), lastId: header.find('lastId'), previousId: header.find('previousId') } : NO_IDS;
  const columns = {
    side: at.side,
    price: at.price,
    size: at.size,
    updateType: hasIds ? header.find('updateType') : header.find('isSnapshot'),
    ...ids,
  };
  return {
    kind: 'quotes',
    timeframe: '',
    price: 'trade',
    instrument,
    found: [header.found(), times.found, `layout: snapshots and changes of a book, made into quotes of ${levels} levels`],
    warnings: [],
    newestFirst: false,
    width: 1 + 4 * levels,
    begin: () => new DepthPass(table, columns, times.column, times.reader(true), levels),
  };
}
