import { isoTime } from '../../engine/model/time.ts';
import { grouped } from '../../reports/format.ts';
import type { SessionRow } from './session-row.ts';

const HEAD = ['session', 'state', 'pid', 'since (UTC)', 'strategy', 'instruments', 'P&L', 'last event'];

/** Columns of numbers stand at the right. */
const RIGHT: ReadonlySet<number> = new Set([2, 6]);

/** So many instruments are named. */
const FEW = 3;

/** Sessions as a table, newest first. */
export function sessionTable(rows: readonly SessionRow[]): string {
  if (rows.length === 0) return 'No sessions yet: onetape paper RUN.json --tape 10\n';
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, k) => Math.max(...cells.map((row) => row[k]!.length)));
  return cells
    .map((row) =>
      row
        .map((cell, k) => (RIGHT.has(k) ? cell.padStart(widths[k]!) : cell.padEnd(widths[k]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
    .concat('\n');
}

function cellsOf({ session, state, halted, pid, created, strategies, instruments, pnl, currency, last, why }: SessionRow): string[] {
  const named = instruments.length > FEW ? `${instruments.slice(0, FEW).join(', ')} +${instruments.length - FEW}` : instruments.join(', ');
  return [
    session,
    halted ? `${state}, halted` : state,
    pid === null ? '-' : String(pid),
    created === null ? '-' : isoTime(created).slice(0, 16).replace('T', ' '),
    strategies.join(', ') || '-',
    named || '-',
    pnl === null ? '-' : `${pnl > 0 ? '+' : ''}${grouped(pnl)} ${currency}`,
    (why || last?.text || '-').replace(/\s+/g, ' '),
  ];
}
