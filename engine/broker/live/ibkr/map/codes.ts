/**
 * What a code of TWS means. `information`: nothing is the matter. `warning`: what was asked goes on. `refused`: what was asked does not
 * happen. `canceled`: an order was. `too-late`: an order cannot be changed or cancelled any more. `not-found`: there is no such order.
 * `busy`: too many messages; whether it was carried out is not said. `no-data`: what was asked for is not subscribed, or not there.
 * `farm-down` and `farm-up`: a part of IB's servers. `lost`: TWS has lost IB, or is about to close the connection; `renewed`: it has IB
 * again, and everything is to be asked anew; `kept`: it has IB again, and nothing was lost. `fatal`: nothing will be better by trying again.
 */
export type Meaning =
  | 'information'
  | 'warning'
  | 'refused'
  | 'canceled'
  | 'too-late'
  | 'not-found'
  | 'busy'
  | 'no-data'
  | 'farm-down'
  | 'farm-up'
  | 'lost'
  | 'renewed'
  | 'kept'
  | 'fatal';

/** Codes and, where they follow each other, stretches of codes (TWS API, "Message Codes"). */
const CODES: Readonly<Record<Meaning, readonly (number | readonly [first: number, last: number])[]>> = {
  information: [
    // Farms that are there when they are asked, market data that come again, a warning about a date without a zone.
    ...[2107, 2108, 2119, 2100, 2106, 2150, 2174],
  ],
  // Held until the market opens or shares are found, sized down, outside of hours, repriced; a share of the data is not subscribed.
  warning: [165, 399, 404, 492, 2102, 2109, 2137, 2148, 2161, 2168, 2169, 10090, 10167, 10349],
  // What ends an order: LEAN's list of such codes and nautilus', as their authors met them. It names no code that is only a doubt.
  refused: [
    ...([
      103,
      [105, 107],
      [109, 111],
      113,
      [115, 127],
      129,
      [131, 134],
      136,
      137,
      140,
      141,
      [146, 148],
      [151, 160],
      163,
      167,
      168,
    ] as const),
    ...([200, 201, 203, [312, 315], 321, 325, 328, 329, [334, 343], 345, [347, 350], 352, 353, 355, 356, [358, 364]] as const),
    ...([[367, 380], 382, 383, [387, 398], [400, 403], [405, 413], [417, 419], 421, 423, 424, [427, 429], [433, 437]] as const),
    ...([[439, 449], 461, 463, 10000, 10002, 10003, [10005, 10016], 10020, 10052, 10243, 10268, 10269, 10289, 10293] as const),
  ],
  canceled: [202],
  'too-late': [104, 161, 10148],
  'not-found': [135, 10147],
  busy: [100],
  'no-data': [162, 354, 366, 420, 10089, 10186, 10187, 10188, 10189, 10190, 10197],
  'farm-down': [2103, 2105, 2157],
  'farm-up': [2104, 2158],
  lost: [501, 502, 504, 509, 1100, 1300, 2110],
  renewed: [1101],
  kept: [1102],
  // A client id in use, versions that do not fit, no permission to trade.
  fatal: [326, 460, 503, 505, 506],
};

const MEANINGS: ReadonlyMap<number, Meaning> = new Map(
  (Object.entries(CODES) as [Meaning, (typeof CODES)[Meaning]][]).flatMap(([meaning, codes]) =>
    codes.flatMap((code) => {
      const [first, last] = typeof code === 'number' ? [code, code] : code;
      return Array.from({ length: last - first + 1 }, (_, k) => [first + k, meaning] as const);
    }),
  ),
);

/** What a code means; one that is not known is a warning, as an order that may be there is never taken for one that is not. */
export const meaningOf = (code: number): Meaning => MEANINGS.get(code) ?? 'warning';
