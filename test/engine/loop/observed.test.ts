import { describe, expect, it } from 'vitest';
import type { BrokerEvent, Command } from '../../../engine/broker/broker.ts';
import type { Entry, StepEntry } from '../../../engine/loop/journal.ts';
import { byOneClock, observe } from '../../../engine/loop/observed.ts';
import { millis } from '../../../engine/model/time.ts';

const PARTS = {
  series: [
    { kind: 'bars', instrument: 0 },
    { kind: 'quotes', instrument: 0 },
  ],
  warmUntil: 500,
  isTape: false,
};

const step = (ts: number, seenTs: number, more: Partial<StepEntry> = {}): StepEntry => ({
  ...{ kind: 'step', ts, seenTs, moment: 'close', opens: [], rows: [], raised: [], inputs: [], commands: [] },
  ...more,
});

const submit = (id: number, parent = 0): Command =>
  ({ kind: 'submit', ts: millis(0), id, order: { instrument: 0, parent } }) as unknown as Command;

const said = (...events: object[]): StepEntry['inputs'] =>
  events.map((event, seq) => ({ kind: 'broker', ts: millis(0), seq, event: event as BrokerEvent }));

const bar = { feed: 0, values: [0, 1, 1, 1, 1, 1, 1] };

describe('what a recording shows of time', () => {
  it('is from the step that sent an order to its acceptance, and from its fill to the step that booked it', () => {
    const accepted = { kind: 'accepted', ts: 1_040, id: 1 };
    const filled = { kind: 'filled', ts: 1_090, id: 1, fill: { ts: 1_050 }, leavesQty: 0 };
    const { order, response, feed } = observe(
      [step(1_000, 1_010, { rows: [bar], commands: [submit(1), submit(2, 1)] }), step(1_000, 1_100, { inputs: said(accepted, filled) })],
      PARTS,
    );
    expect([order, response, feed]).toEqual([[30], [50], [10]]);
  });

  it('says nothing of history, of a tape, of exits that wait, and of what was heard after a reconnection', () => {
    const late = said({ kind: 'accepted', ts: 1_040, id: 1 }, { kind: 'filled', ts: 1_050, id: 1, fill: { ts: 1_050 } });
    const note: Entry = { kind: 'note', ts: 0, seenTs: 0, what: 'reconciled', text: '' };
    const entries = [
      step(400, 9_000, { rows: [bar] }),
      step(1_000, 1_010, { commands: [submit(1), submit(2, 1)] }),
      step(1_000, 1_020, { inputs: said({ kind: 'accepted', ts: 1_015, id: 2 }) }),
      note,
      step(1_000, 99_000, { inputs: late }),
    ];
    expect(observe(entries, PARTS)).toMatchObject({ order: [], response: [], feed: [] });
    expect(observe([step(1_000, 1_010, { rows: [bar] })], { ...PARTS, isTape: true }).feed).toEqual([]);
  });

  it('knows the spread of the newest quote when an order is sent', () => {
    const quote = (bid: number, ask: number) => ({ feed: 1, values: [0, bid, ask, 1, 1] });
    const { spreads } = observe(
      [
        step(1_000, 1_000, { commands: [submit(1)] }),
        step(1_001, 1_001, { rows: [quote(99, 101)], commands: [submit(2)] }),
        step(1_002, 1_002, { rows: [quote(99, Number.NaN)], commands: [submit(3)] }),
      ],
      PARTS,
    );
    expect([...spreads]).toEqual([[2, 0.02]]);
  });
});

describe('delays by one clock', () => {
  it('are as they were measured where none is below zero', () => {
    expect(byOneClock([5, 9], [1, 2])).toEqual({ order: [5, 9], response: [1, 2], apart: 0 });
    expect(byOneClock([], [])).toEqual({ order: [], response: [], apart: 0 });
  });

  it('lose how far the clocks are apart: their sum stays', () => {
    // Ways of 10 and 12, the venue's clock 100 ahead.
    expect(byOneClock([110, 112], [-90, -88])).toEqual({ order: [10, 12], response: [10, 12], apart: 100 });
  });
});
