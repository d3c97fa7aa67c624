import type { Leg, OrderPair, SideBySide } from '../engine/analysis/side-by-side.ts';
import { isoTime } from '../engine/model/time.ts';
import { grouped, NONE, percent, plain } from './format.ts';

/** So many orders are shown; files have all. */
const MOST = 40;

const HEAD = ['order', 'sent', 'side', 'type', 'recorded', 'price', 'simulated', 'price', 'later', 'slippage', 'worse by'];

/** Recorded and simulated fills order by order for a terminal, those that differ most first to be seen in files. */
export function sideBySideText(session: string, compared: SideBySide): string {
  const { orders, both, onlyRecorded, onlySimulated, neither, isSame, money } = compared;
  const told = orders.slice(0, MOST);
  const rows = [HEAD, ...told.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) => row.map((cell, k) => (LEFT.has(k) ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!))).join('  '));
  return [
    `${session}: ${orders.length} orders, recorded and simulated`,
    '',
    ...lines.map((line) => line.trimEnd()),
    ...(orders.length > MOST ? [`... and ${orders.length - MOST} more: --csv and --json have all`] : []),
    '',
    `filled on both sides    ${both}`,
    `only in the recording   ${onlyRecorded}`,
    `only in the simulator   ${onlySimulated}`,
    `on neither              ${neither}`,
    ...money.map(
      ({ currency, worse, recordedFees, simulatedFees }) =>
        `${currency}: the recorded prices were ${worse < 0 ? 'better' : 'worse'} by ${grouped(Math.abs(worse))}, and fees were ${grouped(recordedFees)} against ${grouped(simulatedFees)}`,
    ),
    ...(isSame ? ['Every order has the same fills on both sides.'] : []),
    '',
  ].join('\n');
}

const LEFT: ReadonlySet<number> = new Set([1, 2, 3]);

function rowOf({ id, sentTs, side, type, recorded, simulated, undisturbed, later, worse }: OrderPair): string[] {
  return [
    String(id),
    isoTime(sentTs),
    side,
    type,
    filledOf(recorded),
    priceOf(recorded),
    filledOf(simulated),
    priceOf(simulated),
    Number.isNaN(later) ? '' : `${plain(later / 1000)} s`,
    Number.isNaN(recorded.slippage) ? '' : percent(recorded.slippage / Math.abs(undisturbed)),
    Number.isNaN(worse) ? '' : grouped(worse),
  ];
}

/** The quantity, or why there is none. */
const filledOf = ({ qty, fills, status, reason }: Leg): string => (fills > 0 ? plain(qty) : (reason ?? status ?? NONE));
const priceOf = ({ price }: Leg): string => (Number.isNaN(price) ? '' : plain(price));
