import { describe, expect, it } from 'vitest';
import type { BrokerEvent } from '../../../engine/broker/broker.ts';
import { Answers } from '../../../engine/loop/answers.ts';
import type { StepEntry } from '../../../engine/loop/journal.ts';
import { DAY, millis } from '../../../engine/model/time.ts';

/** What a broker says in one step. */
const said = (...events: readonly BrokerEvent[]): StepEntry => ({
  ...{ kind: 'step', ts: 0, seenTs: 0, moment: 'close', opens: [], rows: [], raised: [], commands: [] },
  inputs: events.map((event, seq) => ({ kind: 'broker', ts: event.ts, seq, event })),
});

const booked = (execId: string, ts: number): BrokerEvent =>
  ({ kind: 'adjusted', ts: millis(ts), id: 0, execId, why: '' }) as unknown as BrokerEvent;

describe('what a session has heard', () => {
  it('knows every execution by its name', () => {
    const answers = new Answers();
    answers.hear(said(booked('x1', DAY), booked('x2', 2 * DAY)));
    expect([...answers.execIds.keys()]).toEqual(['x1', 'x2']);
  });

  it('forgets executions of more than thirty days before, and keeps what an order was filled by its own word', () => {
    const answers = new Answers();
    answers.hear(said(booked('x1', DAY), booked('tag-1~2+2', DAY), booked('x2', 5 * DAY)));
    answers.forget(33 * DAY);
    expect([...answers.execIds.keys()]).toEqual(['tag-1~2+2', 'x2']);
  });

  it('goes on in a new epoch with what it had not forgotten, and when that was', () => {
    const before = new Answers();
    before.hear(said(booked('x1', DAY)));
    const after = new Answers();
    after.restore(before.save());
    after.forget(30 * DAY);
    expect(after.execIds.has('x1')).toBe(true);
    after.forget(32 * DAY);
    expect(after.execIds.has('x1')).toBe(false);
  });
});
