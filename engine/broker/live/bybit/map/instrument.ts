import { type Grid, gridOf } from '../../../../model/grid.ts';
import type { Market } from './market.ts';
import { given } from './number.ts';
import type { WireInstrument } from './wire.ts';

/** Why an instrument cannot be traded as the session has it, as the end of a sentence; undefined where it can. */
export function misfitOf({ instrument, category, symbol }: Market, wire: WireInstrument | undefined): string | undefined {
  if (wire === undefined) return `bybit lists no "${symbol}" in ${category}`;
  const { status, quoteCoin, settleCoin = quoteCoin, priceFilter, lotSizeFilter } = wire;
  if (status !== 'Trading') return `it is "${status}" at bybit`;
  if (instrument.settle !== settleCoin) return `it is settled in ${settleCoin} at bybit, not in "${instrument.settle}"`;
  if (instrument.quote !== quoteCoin) return `it is priced in ${quoteCoin} at bybit, not in "${instrument.quote}"`;
  const tick = given(priceFilter.tickSize, 'tickSize');
  if (!isWithin(gridOf(tick), instrument.ticks)) return `its tick size is ${tick} at bybit, not "${instrument.tickSize}"`;
  const step = given(lotSizeFilter.qtyStep ?? lotSizeFilter.basePrecision, 'qtyStep');
  if (!isWithin(gridOf(step), instrument.steps)) return `its step size is ${step} at bybit, not "${instrument.stepSize}"`;
  return undefined;
}

/** Whether every point of a grid is one of the venue's. */
const isWithin = (theirs: Grid, ours: Grid): boolean => {
  const times = (ours.num * theirs.den) / (ours.den * theirs.num);
  return times >= 1 && Number.isInteger(times);
};
