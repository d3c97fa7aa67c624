import { notionalAt } from '../../model/instrument.ts';
import { isBeyond, type RiskCheck } from '../check.ts';

/** The venue's smallest order, in money of the instrument. */
export const minNotional: RiskCheck = {
  sized: true,
  refuse: ({ order, qty, price, instruments }) => {
    const instrument = instruments[order.instrument]!;
    return isBeyond(instrument.minNotional, notionalAt(instrument, qty, price)) ? 'below-min-notional' : undefined;
  },
};
