import { type Instrument, notionalAt } from '../model/instrument.ts';
import type { RoundTripRecord, TripColumns } from '../model/result.ts';
import type { TripRow } from '../portfolio/round-trips.ts';
import type { FinishedRun } from './parts.ts';

/** A round trip's pnl as a share of the money put in. */
const returnOf = (instrument: Instrument, { signedQty, entryPrice, pnl, rate }: TripRow): number =>
  pnl / (notionalAt(instrument, Math.abs(signedQty), entryPrice) * rate);

/** How far a price was from the entry in favour of the position, as a share of the entry price. */
const excursionOf = ({ signedQty, entryPrice }: TripRow, price: number): number =>
  ((price - entryPrice) * Math.sign(signedQty)) / entryPrice;

/** The round trips of a run, one by one. */
export function readRoundTrips({ parts, session }: FinishedRun): RoundTripRecord[] {
  const { trips } = session.account;
  return Array.from({ length: trips.length }, (_, row) => {
    const t = trips.read(row);
    const instrument = parts.instruments[t.slot % parts.instruments.length]!;
    return {
      strategyId: parts.strategies[Math.floor(t.slot / parts.instruments.length)]!.id,
      instrument: instrument.id,
      side: t.signedQty > 0 ? 'buy' : 'sell',
      qty: Math.abs(t.signedQty),
      entryTs: t.entryTs,
      entryPrice: t.entryPrice,
      exitTs: t.exitTs,
      exitPrice: t.exitPrice,
      pnl: t.pnl,
      fees: t.fees,
      returnPct: returnOf(instrument, t),
      mae: excursionOf(t, t.mae),
      mfe: excursionOf(t, t.mfe),
      bars: t.bars,
      entryOrderId: t.entryOrder,
      exitOrderId: t.exitOrder,
    };
  });
}

/** The same in columns: of many runs nobody looks at a single one. */
export function readTripColumns({ parts, session }: FinishedRun): TripColumns {
  const { trips } = session.account;
  const { length } = trips;
  const column = (): Float64Array => new Float64Array(length);
  const columns = { pnl: column(), returnPct: column(), held: column(), bars: column(), mae: column(), mfe: column() };
  const { pnl, returnPct, held, bars, mae, mfe } = columns;
  for (let row = 0; row < length; row++) {
    const trip = trips.read(row);
    pnl[row] = trip.pnl;
    returnPct[row] = returnOf(parts.instruments[trip.slot % parts.instruments.length]!, trip);
    held[row] = trip.exitTs - trip.entryTs;
    bars[row] = trip.bars;
    mae[row] = excursionOf(trip, trip.mae);
    mfe[row] = excursionOf(trip, trip.mfe);
  }
  return columns;
}
