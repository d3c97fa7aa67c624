import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { Arrival, LiveFeed } from '../../../engine/feed/live-feed.ts';
import type { Entry } from '../../../engine/loop/journal.ts';
import { LiveSession } from '../../../engine/loop/live-session.ts';
import { trade } from '../../../engine/loop/trade.ts';
import { millis } from '../../../engine/model/time.ts';
import { loud, nobody } from '../live-world.ts';
import { MONDAY, partsOf, quotes, trader } from '../world.ts';

/** A feed whose rows come as messages, one by one. */
class Messages implements LiveFeed {
  readonly name = 'messages';
  readonly isTape = false;
  readonly channel = new MessageChannel();
  readonly #queue: Arrival[] = [];

  async connect(wake: () => void): Promise<void> {
    this.channel.port2.on('message', (arrival: Arrival) => {
      this.#queue.push(arrival);
      wake();
    });
  }

  poll(): Arrival | undefined {
    return this.#queue.shift();
  }

  async close(): Promise<void> {
    this.channel.port1.close();
  }

  say(ts: number): void {
    this.channel.port1.postMessage({ kind: 'row', feed: 0, values: [ts, 99, 101, 1, 1] });
  }
}

describe('a journal that is slow to keep what was done', () => {
  it('keeps everything that came meanwhile with one more write', async () => {
    let now = MONDAY;
    const wall = { now: () => millis(now), after: () => () => {} };
    const asset = quotes('A', []);
    const live = new LiveSession(partsOf([trader({ asset }, () => ({}))]), { failed: loud });
    const feed = new Messages();
    const written: number[] = [];
    const gone = new AbortController();
    const journal = {
      append(entries: readonly Entry[]): void {
        const shown = entries.filter((entry) => entry.kind === 'step');
        written.push(shown.length);
        now = millis(now + 5);
        if (written.length === 1) for (let k = 1; k <= 10; k++) feed.say(MONDAY + 1);
        if (written.reduce((sum, count) => sum + count, 0) === 11) gone.abort();
      },
    };
    const over = trade(live, { feed, journal, wall, people: nobody, grace: 0, patience: 0 }, gone.signal);
    feed.say(MONDAY);
    await over;
    expect(written).toEqual([1, 10]);
  });
});
