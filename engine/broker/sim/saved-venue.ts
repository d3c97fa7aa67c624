import type { Series } from '../../model/series.ts';
import type { Command } from '../broker.ts';
import type { Book, SavedBook } from './book.ts';
import type { SavedFees } from './fees/fee-model.ts';
import type { Financing, SavedFinancing } from './financing/financing.ts';
import type { SavedKeepers } from './keepers.ts';
import type { Links, SavedLinks } from './links.ts';
import type { Matcher } from './matcher.ts';
import type { SimRules } from './rules.ts';
import type { SavedTicks } from './ticks.ts';
import type { SavedRoom } from './volume.ts';

/** A cancel or a replacement that waits for the close of the bar in which it came. */
export interface LateChange {
  readonly command: Exclude<Command, { kind: 'submit' }>;
  readonly due: number;
}

/** The simulated venue between two moments, written down. */
export interface SavedVenue {
  readonly now: number;
  readonly keepers: SavedKeepers | undefined;
  readonly book: SavedBook;
  readonly links: SavedLinks;
  readonly openAt: readonly number[];
  readonly room: SavedRoom;
  readonly ticks: SavedTicks;
  readonly financing: SavedFinancing;
  readonly fees: SavedFees;
  readonly ended: readonly number[];
  readonly late: readonly LateChange[];
}

/** What a venue is made of. */
export interface VenueInside {
  readonly markets: readonly Series[];
  readonly rules: SimRules;
  readonly waiting: Book;
  readonly links: Links;
  readonly matcher: Matcher;
  readonly financing: Financing;
  readonly ended: Set<number>;
}

export function saveVenue(venue: VenueInside, now: number, late: readonly LateChange[]): SavedVenue {
  const { markets, waiting, matcher } = venue;
  const { openAt, room, ticks } = matcher.memory;
  return {
    now,
    keepers: waiting.keepers?.save(markets),
    book: waiting.save(markets),
    links: venue.links.save(),
    openAt: [...openAt],
    room: room.save(),
    ticks: ticks.save(),
    financing: venue.financing.save(),
    fees: venue.rules.save?.() ?? null,
    ended: [...venue.ended],
    late,
  };
}

export function restoreVenue(venue: VenueInside, saved: SavedVenue): void {
  const { markets, waiting, matcher, links, ended } = venue;
  const { openAt, room, ticks } = matcher.memory;
  if (saved.keepers !== undefined) waiting.keepers?.restore(saved.keepers, markets);
  waiting.restore(saved.book, markets);
  links.restore(saved.links, (id) => waiting.get(id)!);
  openAt.set(saved.openAt);
  room.restore(saved.room);
  ticks.restore(saved.ticks);
  venue.financing.restore(saved.financing);
  venue.rules.restore?.(saved.fees);
  ended.clear();
  for (const i of saved.ended) ended.add(i);
}
