import { z } from 'zod';
import { swap } from './instruments.ts';
import { anyNumber, notNegative, section } from './leaf.ts';

const A_TIME_OF_DAY = 'a time of day in UTC such as "22:00"';

/** What is paid by time; nothing by default. */
export const financing = section({
  at: z
    .string(A_TIME_OF_DAY)
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, A_TIME_OF_DAY)
    .default('00:00'),
  borrow: section({ rate: notNegative }).nullable().default(null),
  swap: swap.nullable().default(null),
  interest: section({ credit: anyNumber.default(0), debit: notNegative.default(0) })
    .nullable()
    .default(null),
}).prefault({});
