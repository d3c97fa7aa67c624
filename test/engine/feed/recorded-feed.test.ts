import { describe, expect, it } from 'vitest';
import { type RecordedBatch, RecordedFeed, type RecordedOptions } from '../../../engine/feed/recorded-feed.ts';
import { fingerprint } from '../../../engine/loop/fingerprint.ts';
import { randomParts } from '../../property/random-run.ts';
import { VirtualWall } from '../../venues/virtual-wall.ts';
import { paper } from '../live-world.ts';
import { FAST, paperOver } from '../paper-over.ts';

/** Every arrival of a recording, as words. */
function said(batches: readonly RecordedBatch[], options: Partial<RecordedOptions> = {}): string[] {
  const feed = new RecordedFeed(batches, { ...FAST, feeds: new Map([[0, 0]]), passed: [0], ...options });
  void feed.connect(() => {});
  const words: string[] = [];
  for (let arrival = feed.poll(); arrival !== undefined; arrival = feed.poll()) {
    const { kind } = arrival;
    const what = kind === 'row' ? arrival.values[1] : kind === 'open' ? arrival.openTs : kind === 'complete' ? arrival.ts : '';
    words.push(`${kind} ${what}`.trim());
  }
  return words;
}

const bar = (openTs: number, ts: number) => ({ feed: 0, values: [openTs, ts, 1, 1, 1, 1, 1] });
const open = (openTs: number, ts: number) => ({ feed: 0, values: [openTs, ts, 1] });

describe('a recorded feed', () => {
  it('gives each open at its open and each row when it was shown, and says what is complete', () => {
    const batches = [
      { ts: 20, opens: [open(10, 20)], rows: [bar(10, 20)] },
      { ts: 30, opens: [open(20, 30)], rows: [bar(20, 30)] },
    ];
    expect(said(batches)).toEqual([
      ...['open 10', 'complete 10', 'row 20', 'complete 20'],
      ...['open 20', 'complete 20', 'row 30', 'complete 30', 'end'],
    ]);
  });

  it('gives what was late after what it was late for', () => {
    const late = { feed: 1, values: [10, 20, 1, 1, 1, 1, 1] };
    const batches = [
      { ts: 40, opens: [], rows: [bar(30, 40)] },
      { ts: 40, opens: [], rows: [late] },
    ];
    const two = { feeds: new Map([0, 1].map((k) => [k, k])), passed: [0, 0] };
    expect(said(batches, two)).toEqual(['row 40', 'complete 40', 'row 20', 'complete 40', 'end']);
  });

  it('leaves out what was played before, and says when nothing follows', () => {
    const batches = [
      { ts: 20, opens: [open(10, 20)], rows: [bar(10, 20)] },
      { ts: 30, opens: [open(20, 30)], rows: [bar(20, 30)] },
    ];
    expect(said(batches, { passed: [1], rows: [2] })).toEqual(['open 20', 'complete 20', 'row 30', 'over', 'complete 30', 'end']);
  });
});

describe('paper over what a paper session recorded', () => {
  it.each([1, 2, 3, 4])('is that session (seed %i)', async (seed) => {
    const { session, notebook } = await paper(() => randomParts(seed));
    expect(await paperOver(randomParts(seed), notebook.steps)).toBe(fingerprint(session.assembly));
  });

  it('is that session at a thousand times the speed of the market', async () => {
    const { session, notebook } = await paper(() => randomParts(5));
    const wall = new VirtualWall();
    const played = paperOver(randomParts(5), notebook.steps, { wall, speed: 1000 });
    expect(await wall.settled(played, 3_600_000)).toBe(fingerprint(session.assembly));
  });
});
