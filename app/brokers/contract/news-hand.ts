import type { VenueNews } from '../../../engine/broker/live/venue.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import type { Streams } from './subject.ts';

/** For how long messages are kept that are to be put in another order, milliseconds. */
const KEPT = 60;

/** What the streams of a venue say, as it is let through. */
export class NewsHand {
  streams: Streams = 'as-they-are';
  readonly #wall: Wall;
  #hear: ((news: VenueNews) => void) | undefined;
  #isSilent = false;
  #kept: VenueNews[] = [];

  constructor(wall: Wall) {
    this.#wall = wall;
  }

  listen(hear: (news: VenueNews) => void): (news: VenueNews) => void {
    this.#hear = hear;
    this.#isSilent = false;
    return (news) => {
      if (this.#hear === hear) this.#take(news);
    };
  }

  hangUp(): void {
    this.#hear = undefined;
  }

  cut(why: string): void {
    const hear = this.#hear;
    this.#hear = undefined;
    hear?.({ kind: 'down', why });
  }

  silence(): void {
    this.#isSilent = true;
  }

  #take(news: VenueNews): void {
    if (this.#isSilent) return;
    const isPlain = news.kind !== 'order' && news.kind !== 'fill';
    if (isPlain || this.streams === 'as-they-are') this.#hear?.(news);
    else if (this.streams === 'doubled') {
      this.#hear?.(news);
      this.#wall.after(1, () => this.#hear?.(news));
    } else if (this.streams !== 'lost') this.#keep(news);
  }

  #keep(news: VenueNews): void {
    this.#kept.push(news);
    if (this.#kept.length > 1) return;
    this.#wall.after(KEPT, () => {
      const kept = this.#kept;
      this.#kept = [];
      const late = (one: VenueNews): number => (this.streams === 'fills-first' && one.kind === 'fill' ? 0 : 1);
      const sorted = this.streams === 'newest-first' ? kept.reverse() : kept.sort((a, b) => late(a) - late(b));
      for (const one of sorted) this.#hear?.(one);
    });
  }
}
