import type { Hashes } from '../../engine/loop/journal.ts';
import { isoTime } from '../../engine/model/time.ts';
import { grouped } from '../../reports/format.ts';
import type { Tip } from '../journal/journal.ts';
import type { SizePerDay } from '../journal/size-per-day.ts';
import { frameOf } from './frame.ts';
import type { SessionRow } from './session-row.ts';
import type { SessionView } from './view.ts';

/** All that is shown of one session. */
export interface SessionPage extends SessionRow {
  readonly view: SessionView;
  /** Where the view comes from. */
  readonly from: string;
  readonly engine: string;
  readonly hashes: Hashes;
  readonly journal: Tip & { readonly epochs: number; readonly sizePerDay: SizePerDay };
}

/** A session in words: how it stands, what is recorded of it, and what it is made of. */
export function pageOf(page: SessionPage): string {
  const { view, from, state, halted, pid, created, mode, broker, account, why, journal, engine, hashes, last } = page;
  const unlimited = { width: Number.MAX_SAFE_INTEGER, rows: Number.MAX_SAFE_INTEGER };
  const { tape, rest } = journal.sizePerDay;
  return [
    ...frameOf(view, last === null ? [] : [last], unlimited).map(({ text }) => text),
    '',
    `${mode}, ${broker}${account === '' ? '' : ` ${account}`}; ${state}${halted ? ', halted' : ''}${pid === null ? '' : `, process ${pid}`}${why === '' ? '' : `: ${why}`}`,
    `since ${created === null ? 'n/a' : isoTime(created)}; ${view.counts.orders} orders, ${view.counts.fills} fills; from ${from}`,
    `journal: ${journal.entries} entries in ${Math.max(journal.epochs, 1)} ${journal.epochs > 1 ? 'epochs' : 'epoch'}, ${sizeOf(tape + rest)} a day (${sizeOf(tape)} of it market data), hash ${journal.hash.slice(0, 16)}`,
    `onetape ${engine}; ${Object.entries(hashes)
      .map(([name, hash]) => `${name} ${hash.slice(0, 12)}`)
      .join(', ')}`,
    '',
  ].join('\n');
}

function sizeOf(bytes: number): string {
  if (!Number.isFinite(bytes)) return 'n/a';
  return bytes < 1e6 ? `${grouped(bytes / 1e3, 1)} kB` : `${grouped(bytes / 1e6, 1)} MB`;
}
