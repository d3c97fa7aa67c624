import { isoTime } from '../engine/model/time.ts';
import type { Result } from './result.ts';

/** Values of a long list that are joined before they are handed out. */
const BATCH = 4096;
/** The same of a list whose values have many fields. */
const WIDE_BATCH = 256;

/** The result as the contract's JSON: ISO times, NaN as null, no prices. */
export function resultJson(result: Result): string {
  return [...resultJsonChunks(result)].join('');
}

/** The same text in pieces of bounded size, for results longer than one string may be. */
export function* resultJsonChunks(result: Result): Generator<string> {
  const { ts, value } = result.equity;
  const { engine, spec, metrics, currency, startCash } = result;
  yield `{"runId":${text(result.runId)},"resultHash":${text(result.resultHash)},"engine":${text(engine)},"spec":${text(spec)}`;
  yield `,"currency":${text(currency)},"startCash":${text(startCash)},"metrics":${text(metrics)}`;
  yield* analysed(result);
  yield* attributed(result);
  yield* list(',"orders":[', result.orders.length, (k) => {
    const order = result.orders[k]!;
    const events = order.events.map((event) => ({ ...event, ts: isoTime(event.ts) }));
    return text({ ...order, createdTs: isoTime(order.createdTs), closedTs: timeOrNull(order.closedTs), events });
  });
  yield* list('],"fills":[', result.fills.length, (k) => {
    const fill = result.fills[k]!;
    return text({ ...fill, ts: isoTime(fill.ts), barTs: isoTime(fill.barTs) });
  });
  yield* list('],"roundTrips":[', result.roundTrips.length, (k) => {
    const trip = result.roundTrips[k]!;
    return text({ ...trip, entryTs: isoTime(trip.entryTs), exitTs: isoTime(trip.exitTs) });
  });
  yield* list('],"ledger":[', result.ledger.length, (k) => text({ ...result.ledger[k]!, ts: isoTime(result.ledger[k]!.ts) }));
  yield* list('],"splits":[', result.splits.length, (k) => text({ ...result.splits[k]!, ts: isoTime(result.splits[k]!.ts) }));
  yield* list('],"equity":{"ts":[', ts.length, (k) => `"${isoTime(ts[k]!)}"`);
  yield* list('],"value":[', value.length, (k) => text(value[k]!));
  const forked = result.fork === undefined ? '' : `,"fork":${text(result.fork)}`;
  const epochs = result.epochs === undefined ? '' : `,"epochs":${text(result.epochs)}`;
  yield `]},"ambiguity":${text(result.ambiguity)}${forked}${epochs},"warnings":${text(result.warnings)},"refusals":${text(result.refusals)}`;
  yield riskOf(result);
  yield* list(',"logs":[', result.logs.length, (k) => text({ ...result.logs[k]!, ts: isoTime(result.logs[k]!.ts) }));
  yield ']}';
}

/** What became of trading; times of transitions as ISO. */
const riskOf = ({ risk: { transitions, state } }: Result): string =>
  `,"risk":${text({ transitions: transitions.map((one) => ({ ...one, ts: isoTime(one.ts) })), state })}`;

/** An analysis without the curves that are as long as the equity. */
function* analysed({ analysis }: Result): Generator<string> {
  const { annualisation, intervals, drawdowns, months, years, bySide, byStrategy, byInstrument, costs, excursions } = analysis;
  const { ts, sharpe, volatility, beta, ...rolled } = analysis.rolling;
  yield `,"analysis":${text({ annualisation, intervals, bySide, byStrategy, byInstrument, costs, excursions }).slice(0, -1)}`;
  const periods = { drawdowns: drawdowns.map((one) => ({ ...one, trough: isoTime(one.trough) })), months, years };
  for (const [name, all] of Object.entries(periods)) {
    yield* list(`,"${name}":[`, all.length, (k) => text({ ...all[k]!, from: isoTime(all[k]!.from), to: timeOrNull(all[k]!.to) }));
    yield ']';
  }
  yield* list(`,"rolling":${text(rolled).slice(0, -1)},"ts":[`, ts.length, (k) => `"${isoTime(ts[k]!)}"`);
  for (const [name, values] of Object.entries({ sharpe, volatility, beta }))
    yield* list(`],"${name}":[`, ts.length, (k) => text(values[k]!));
  yield ']}}';
}

/** The change of equity by cause; there may be many months, and many instruments. */
function* attributed({ attribution: { pnl, causes, ...lists } }: Result): Generator<string> {
  yield `,"attribution":${text({ pnl, causes }).slice(0, -1)}`;
  for (const [name, shares] of Object.entries(lists)) {
    yield* list(`,"${name}":[`, shares.length, (k) => text(shares[k]!), WIDE_BATCH);
    yield ']';
  }
  yield '}';
}

function* list(opening: string, length: number, item: (k: number) => string, batch = BATCH): Generator<string> {
  yield opening;
  for (let from = 0; from < length; from += batch) {
    const items: string[] = [];
    for (let k = from; k < Math.min(from + batch, length); k++) items.push(item(k));
    yield from === 0 ? items.join(',') : `,${items.join(',')}`;
  }
}

/** JSON has no NaN and no undefined: both are null. */
const text = (value: unknown): string => JSON.stringify(value) ?? 'null';

const timeOrNull = (ts: number | null): string | null => (ts === null ? null : isoTime(ts));
