import type { SessionTable } from '../../engine/model/calendar.ts';
import { at } from './world.ts';

/** A session as drawn, times UTC: `['2024-01-05', '14:30', '21:00']`, with its break `['2024-01-05', '01:30', '08:00', '04:00-05:00']`. */
export type DrawnSession = readonly [date: string, open: string, close: string, rest?: string];

/** A table of sessions drawn inline; `extended` hours are the same each day. */
export function sessions(drawn: readonly DrawnSession[], extended?: readonly [first: string, last: string]): SessionTable {
  const column = (read: (one: DrawnSession) => number): Float64Array => Float64Array.from(drawn, read);
  const edge = (k: 0 | 1) => column(([date, , , rest]) => (rest === undefined ? Number.NaN : at(`${date}T${rest.split('-')[k]}`)));
  return {
    name: 'TEST',
    version: '1',
    opens: column(([date, open]) => at(`${date}T${open}`)),
    closes: column(([date, , close]) => at(`${date}T${close}`)),
    dates: column(([date]) => at(date)),
    short: new Uint8Array(drawn.length),
    ...(drawn.some(([, , , rest]) => rest !== undefined) && { breaks: { begins: edge(0), ends: edge(1) } }),
    ...(extended !== undefined && {
      extended: { opens: column(([date]) => at(`${date}T${extended[0]}`)), closes: column(([date]) => at(`${date}T${extended[1]}`)) },
    }),
  };
}
