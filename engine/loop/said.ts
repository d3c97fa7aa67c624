import type { Merge } from '../feed/merge.ts';
import type { Single } from '../feed/single.ts';
import { compareEvents, type Input } from './order-of-events.ts';
import type { Session } from './session.ts';

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
