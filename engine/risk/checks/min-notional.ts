import { notionalAt } from '../../model/instrument.ts';
import type { RiskCheck } from '../check.ts';

/** The venue's smallest order, in money of the instrument. */
export const minNotional: RiskCheck = {
  sized: true,
  refuse: ({ order, qty, price, instruments }) => {
    const instrument = instruments[order.instrument]!;
    return notionalAt(instrument, qty, price) < instrument.minNotional ? 'below-min-notional' : undefined;
  },
};
