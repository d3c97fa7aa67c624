import type { Leg, OrderPair, PairMoney, SideBySide } from '../engine/analysis/side-by-side.ts';
import { isoTime } from '../engine/model/time.ts';
import { grouped, NONE, percent, plain } from './format.ts';

/** So many orders are shown; files have all. */
const MOST = 40;

const HEAD = ['order', 'sent', 'instrument', 'side', 'type', 'recorded', 'price', 'simulated', 'price', 'later', 'slippage', 'worse by'];

/** Recorded and simulated fills order by order for a terminal, those that differ most first to be seen in files. */
export function sideBySideText(session: string, compared: SideBySide): string {
  const { orders, both, onlyRecorded, onlySimulated, neither, isSame, money } = compared;
  const told = orders.slice(0, MOST);
  const rows = [HEAD, ...told.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const isSeveral = new Set(orders.map(({ instrument }) => instrument)).size > 1;
  const lines = rows.map((row) =>
    row
      .map((cell, k) => (LEFT.has(k) ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!)))
      .filter((_, k) => isSeveral || k !== INSTRUMENT)
      .join('  '),
  );
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
    ...money.flatMap(moneyLines),
    ...(isSame ? ['Every order has the same fills on both sides.'] : []),
    '',
  ].join('\n');
}

const INSTRUMENT = 2;
const LEFT: ReadonlySet<number> = new Set([1, INSTRUMENT, 3, 4]);

/** Prices as a share of what both filled, fees of what each side dealt: where one side filled less, sums alone would mislead. */
function moneyLines({ currency, worse, shared, recordedValue, simulatedValue, recordedFees, simulatedFees }: PairMoney): string[] {
  const share =
    shared > 0 ? `, ${grouped((Math.abs(worse) / shared) * 10_000)} basis points of the ${grouped(shared)} that both filled` : '';
  return [
    `${currency}: the recorded prices were ${worse < 0 ? 'better' : 'worse'} by ${grouped(Math.abs(worse))}${share}`,
    `${currency}: fees were ${grouped(recordedFees)} on ${grouped(recordedValue)} dealt, against ${grouped(simulatedFees)} on ${grouped(simulatedValue)} in the simulator`,
  ];
}

function rowOf({ id, sentTs, instrument, side, type, recorded, simulated, undisturbed, later, worse }: OrderPair): string[] {
  return [
    String(id),
    isoTime(sentTs),
    instrument,
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
const filledOf = ({ qty, fills, status, reason }: Leg): string =>
  fills > 0 ? plain(qty) : (reason ?? (status === 'accepted' || status === 'triggered' ? 'still open' : status) ?? NONE);
const priceOf = ({ price }: Leg): string => (Number.isNaN(price) ? '' : plain(price));
