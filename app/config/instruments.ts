import { z } from 'zod';
import { notNegative, only, positive, section, word } from './leaf.ts';

const instrument = section({
  id: word('a text').optional(),
  tickSize: notNegative.default(0),
  stepSize: notNegative.default(0),
  multiplier: positive.default(1),
  quote: word('a currency such as "USD"').optional(),
  minNotional: notNegative.default(0),
  calendar: only('24/7', 'this version has no calendars'),
});

/** Instruments by the name of a role, or by their own id. */
export const instruments = z.record(z.string(), instrument, 'an object of instruments').prefault({});

/** What a run says of one instrument. */
export type InstrumentEntry = z.output<typeof instrument>;
