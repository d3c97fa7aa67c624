import type { RoundTripRecord } from '../../../../engine/model/result.ts';

/** A round trip of one unit over days counted from 0, of which the bars end at 1, 2, ...; with its P&L from its prices. */
export function trip(entry: number, exit: number, from: number, to: number, more: Partial<RoundTripRecord> = {}): RoundTripRecord {
  const { side = 'buy', qty = 1, fees = 0 } = more;
  const pnl = (side === 'buy' ? to - from : from - to) * qty - fees;
  return {
    strategyId: 's',
    instrument: 'X',
    side,
    qty,
    entryTs: entry,
    entryPrice: from,
    exitTs: exit,
    exitPrice: to,
    pnl,
    fees,
    returnPct: pnl / (qty * from),
    mae: 0,
    mfe: 0,
    bars: exit - entry,
    entryOrderId: 1,
    exitOrderId: 2,
    ...more,
  };
}
