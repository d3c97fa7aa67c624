import type { Merge } from '../feed/merge.ts';
import type { Single } from '../feed/single.ts';
import { millis, parseTime } from '../model/time.ts';
import type { RiskSpec, SaidSpec } from '../risk/spec.ts';
import { compareEvents, type HumanOrder, type Input } from './order-of-events.ts';
import type { Session } from './session.ts';

/** What people and brokers say in a run: `inputs`, and what its risk says of people; undefined where that is nothing. */
export function saidBy({ human }: RiskSpec, inputs: readonly Input[] | undefined): readonly Input[] | undefined {
  if ((human ?? []).length === 0) return inputs;
  const seq = (inputs ?? []).reduce((most, one) => Math.max(most, one.seq + 1), 0);
  const said = human!.map(({ at, order }, k): Input => ({ kind: 'human', ts: millis(parseTime(at)), seq: seq + k, order: orderOf(order) }));
  return [...(inputs ?? []), ...said];
}

const orderOf = (order: SaidSpec['order']): HumanOrder =>
  order === 'active' || order === 'reducing' || order === 'halted' ? { kind: 'trading-state', state: order } : { kind: order };

/** Plays history as it would have been with what people and brokers said meanwhile; what is said after its end is not heard. */
export function* hearing(session: Session, merge: Merge | Single, inputs: readonly Input[]): Generator<readonly Input[]> {
  const left = inputs.toSorted(compareEvents);
  const wake = (): void => {
    merge.alarm = Math.min(session.alarm, left[0]?.ts ?? Number.POSITIVE_INFINITY);
  };
  session.onAlarm = wake;
  wake();
  while (merge.next()) {
    const said = left.findIndex(({ ts }) => ts > merge.ts);
    yield merge.moment === 'open' ? [] : left.splice(0, said < 0 ? left.length : said);
    wake();
  }
}
