import { type Millis, millis } from '../../model/time.ts';
import type { Wall } from '../../model/wall.ts';
import type { VenueBrokerOptions } from './options.ts';

/** When each stream last spoke. One that falls silent is dead, though its connection may look alive. */
export class Streams {
  readonly #wall: Wall;
  readonly #options: Pick<VenueBrokerOptions, 'staleAfter' | 'speaks'>;
  readonly #onSilence: (why: string) => void;
  readonly #heard = new Map<string, Millis>();
  /** When we began to listen. */
  #since: Millis = millis(Number.NaN);
  #stop: (() => void) | undefined;

  constructor(wall: Wall, options: Pick<VenueBrokerOptions, 'staleAfter' | 'speaks'>, onSilence: (why: string) => void) {
    this.#wall = wall;
    this.#options = options;
    this.#onSilence = onSilence;
  }

  hear(stream: string): void {
    this.#heard.set(stream, this.#wall.now());
  }

  get lastSeen(): Readonly<Record<string, Millis>> {
    return Object.fromEntries(this.#heard);
  }

  /** Watches from now on: the silence of before does not count. */
  watch(): void {
    this.#since = this.#wall.now();
    this.#wait(this.#options.staleAfter);
  }

  end(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #wait(ms: number): void {
    this.#stop?.();
    this.#stop = this.#wall.after(ms, () => this.#look());
  }

  #look(): void {
    const now = this.#wall.now();
    const { staleAfter, speaks } = this.#options;
    if (!speaks(now)) this.#since = now;
    // Where none has spoken yet, that is a silence too.
    const spoken = this.#heard.size === 0 ? ([['', this.#since]] as const) : this.#heard;
    let wait = staleAfter;
    for (const [stream, ts] of spoken) {
      const silence = now - Math.max(ts, this.#since);
      if (silence >= staleAfter) {
        const who = stream === '' ? 'no stream has said anything' : `the stream "${stream}" has said nothing`;
        this.#onSilence(`${who} for ${Math.round(silence)} ms`);
        return;
      }
      wait = Math.min(wait, staleAfter - silence);
    }
    this.#wait(wait);
  }
}
