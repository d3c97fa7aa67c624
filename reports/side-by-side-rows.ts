import type { Leg, OrderPair } from '../engine/analysis/side-by-side.ts';
import { isoTime } from '../engine/model/time.ts';
import type { Cell } from './record-columns.ts';

/** One order as a file shows it: fields of the recording are `recorded...`, those of the simulator `simulated...`. */
export const pairRow = (pair: OrderPair): Readonly<Record<string, Cell>> => ({
  ...{ id: pair.id, strategyId: pair.strategyId, instrument: pair.instrument, side: pair.side, type: pair.type, tag: pair.tag },
  sentTs: isoTime(pair.sentTs),
  ...legRow('recorded', pair.recorded),
  ...legRow('simulated', pair.simulated),
  undisturbed: known(pair.undisturbed),
  laterMs: known(pair.later),
  worse: known(pair.worse),
});

function legRow(name: string, leg: Leg): Record<string, Cell> {
  const cells: Record<string, Cell> = {
    Status: leg.status ?? null,
    Reason: leg.reason ?? null,
    Fills: leg.fills,
    Ts: Number.isNaN(leg.ts) ? null : isoTime(leg.ts),
    Qty: leg.qty,
    Price: known(leg.price),
    Fee: leg.fee,
    Slippage: known(leg.slippage),
    Liquidity: leg.liquidity ?? null,
  };
  return Object.fromEntries(Object.entries(cells).map(([field, cell]) => [`${name}${field}`, cell]));
}

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
