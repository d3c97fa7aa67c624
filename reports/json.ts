import { isoTime } from '../engine/model/time.ts';
import type { Result } from './result.ts';

/** Values of a long list that are joined before they are handed out. */
const BATCH = 4096;

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
  yield* list('],"equity":{"ts":[', ts.length, (k) => `"${isoTime(ts[k]!)}"`);
  yield* list('],"value":[', value.length, (k) => text(value[k]!));
  yield `]},"ambiguity":${text(result.ambiguity)},"warnings":${text(result.warnings)},"refusals":${text(result.refusals)}`;
  yield* list(',"logs":[', result.logs.length, (k) => text({ ...result.logs[k]!, ts: isoTime(result.logs[k]!.ts) }));
  yield ']}';
}

function* list(opening: string, length: number, item: (k: number) => string): Generator<string> {
  yield opening;
  for (let from = 0; from < length; from += BATCH) {
    const items: string[] = [];
    for (let k = from; k < Math.min(from + BATCH, length); k++) items.push(item(k));
    yield from === 0 ? items.join(',') : `,${items.join(',')}`;
  }
}

/** JSON has no NaN and no undefined: both are null. */
const text = (value: unknown): string => JSON.stringify(value) ?? 'null';

const timeOrNull = (ts: number | null): string | null => (ts === null ? null : isoTime(ts));
