import { describe, expect, it } from 'vitest';
import type { Arrival, LiveFeed } from '../../../engine/feed/live-feed.ts';
import { LiveSession } from '../../../engine/loop/live-session.ts';
import { trade } from '../../../engine/loop/trade.ts';
import type { People, StopHow } from '../../../engine/loop/trade-edge.ts';
import type { Context } from '../../../engine/strategy/context.ts';
import { VirtualWall } from '../../venues/virtual-wall.ts';
import { loud, Notebook } from '../live-world.ts';
import { MONDAY, partsOf, quotes, trader } from '../world.ts';

/** Buys at the first quote, and leaves a limit far below the market. */
const buyer = (asset: ReturnType<typeof quotes>) =>
  trader({ asset }, (ctx: Context<{ asset: typeof asset }>) => {
    let isDone = false;
    return {
      onQuote() {
        if (isDone) return;
        isDone = true;
        ctx.buy(asset, { qty: 3 });
        ctx.buy(asset, { qty: 1, limit: 50 });
      },
    };
  });

/** Plays quotes one second apart; so many come after somebody has said `stop`. What is written down of how it ended. */
async function ended(how: StopHow, quotesAfter: number): Promise<string[]> {
  const asset = quotes('A', []);
  const wall = new VirtualWall(MONDAY);
  const arrivals: Arrival[] = [];
  let [wake, isTold] = [(): void => {}, true];
  const feed: LiveFeed = {
    ...{ name: 'quotes', isTape: false },
    async connect(up) {
      wake = up;
    },
    poll: () => arrivals.shift(),
    async close() {},
  };
  const quote = (): void => {
    arrivals.push({ kind: 'row', feed: 0, values: [wall.now(), 99, 101, 9, 9] });
    wake();
  };
  const people: People = {
    listen() {},
    poll() {
      if (isTold) return undefined;
      isTold = true;
      return { kind: 'stop', how };
    },
  };
  const notebook = new Notebook();
  const live = new LiveSession(partsOf([buyer(asset)]), { failed: loud });
  const over = trade(live, { feed, journal: notebook, wall, people, grace: 0, patience: 30_000 }, new AbortController().signal);
  for (let k = 0; k < 3; k++) {
    quote();
    await wall.pass(1_000);
  }
  isTold = false;
  wake();
  for (let k = 0; k < quotesAfter; k++) {
    await wall.pass(1_000);
    quote();
  }
  await wall.settled(over);
  return notebook.entries.flatMap((entry) => (entry.kind === 'note' && entry.what === 'unfinished' ? [entry.text] : []));
}

describe('a session that is told to stop', () => {
  it('says what it leaves where its market does not trade any more', async () => {
    expect(await ended('flatten', 0)).toEqual([
      'the session was told to end without orders and positions, but it ended with 1 order open and 3 of "A" held, which stay as they are',
    ]);
  });

  it('has nothing to say where it could do what it was told', async () => {
    expect(await ended('flatten', 3)).toEqual([]);
    expect(await ended('cancel', 0)).toEqual([]);
  });

  it('was not told to end anything where it is to leave', async () => {
    expect(await ended('leave', 0)).toEqual([]);
  });
});
