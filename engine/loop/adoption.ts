import type { Blotter } from '../broker/blotter.ts';
import type { AccountSnapshot, BrokerEvent, ExecIds, VenueFill } from '../broker/broker.ts';
import { BARE_FILL } from '../broker/live/bare.ts';
import { bookFee } from '../broker/live/fees.ts';
import type { Fill } from '../model/fill.ts';
import { sumOf } from '../model/grid.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Books, ShadowBooks } from './shadow-books.ts';

/** What is compared: what the session knows, and what the venue says. */
export interface Sides {
  readonly instruments: readonly Instrument[];
  /** The currencies of the account, its own first. */
  readonly currencies: readonly string[];
  readonly blotter: Pick<Blotter, 'length' | 'request' | 'state'>;
  readonly books: Books;
  /** The execIds of all events that were taken so far. */
  readonly execIds: ExecIds;
  readonly snapshot: AccountSnapshot;
}

/** An event that brings us to the venue's truth, and why. */
export interface Explained {
  readonly event: BrokerEvent;
  readonly why: string;
}

/** Something that is not the same on both sides. */
export interface Difference {
  /** The instrument's id, or the currency. */
  readonly of: string;
  readonly ours: number;
  readonly venue: number;
  /** One sentence. */
  readonly why: string;
}

/** Books a fill of an order that is not of this session for a strategy of it. */
export function adoptFill(news: VenueFill, { instruments, currencies }: Sides, strategy: number): Explained[] {
  const index = instruments.findIndex(({ id }) => id === news.instrument);
  const { side, qty, price, ts, liquidity, execId } = news;
  const bare: Fill = { ...BARE_FILL, ts, instrument: index, strategy, side, qty, price, liquidity, barTs: ts };
  const { fee, beside, lost } = bookFee(bare, news, instruments[index]!, currencies);
  const stranger = `${side} ${qty} ${news.instrument} at ${price} (${execId}) is of no order of this session`;
  const why = lost === '' ? stranger : `${stranger}; ${lost}`;
  return [{ kind: 'adjusted', ts, id: 0, fill: { ...bare, fee }, execId, why } as const, ...beside].map((event) => ({ event, why }));
}

/** A position is taken over at the price that makes the average that of the venue; where there is none, at the newest. */
export function adoptPosition(
  { of, ours, venue, why }: Difference,
  sides: Sides,
  shadow: ShadowBooks,
  strategy: number,
): Explained | undefined {
  const index = sides.instruments.findIndex(({ id }) => id === of);
  const { ts, positions } = sides.snapshot;
  const theirs = positions.find(({ instrument }) => instrument === of)?.avgPrice ?? Number.NaN;
  const grows = ours === 0 ? shadow.qty(index) === 0 : ours * venue > 0 && Math.abs(venue) > Math.abs(ours);
  const implied = ours === 0 ? theirs : (venue * theirs - ours * shadow.avgPrice(index)) / (venue - ours);
  const price = [grows ? implied : Number.NaN, sides.books.last(index), theirs, shadow.avgPrice(index)].find((one) => one > 0);
  if (price === undefined) return undefined;
  const [side, qty] = [venue > ours ? 'buy' : 'sell', Math.abs(sumOf(sides.instruments[index]!.steps, venue, -ours))] as const;
  const fill: Fill = { ...BARE_FILL, liquidity: 'taker', ts, instrument: index, strategy, side, qty, price, barTs: ts };
  return { event: { kind: 'adjusted', ts, id: 0, fill, execId: `position:${of}:${ours}:${venue}:${ts}`, why }, why };
}

/** Books money that came or went without us. */
export function adoptCash({ of, ours, venue, why }: Difference, { currencies, snapshot }: Sides): Explained {
  const { ts } = snapshot;
  const payment = { ts, kind: 'adjustment', strategy: -1, instrument: -1, amount: venue - ours, currency: currencies.indexOf(of) } as const;
  return { event: { kind: 'paid', ts, id: 0, payment }, why };
}
