import type { StepEntry } from '../../engine/loop/journal.ts';
import { isoTime } from '../../engine/model/time.ts';
import type { SessionView } from './view.ts';
import type { Word } from './word.ts';

/** What became of a word. */
export interface Answer {
  readonly ok: boolean;
  /** One sentence. */
  readonly text: string;
  /** How the session stands, where that was asked for. */
  readonly view?: SessionView;
}

/** What the step came to that took a word. */
export function doneAnswer({ word }: Word, { ts, commands }: StepEntry, view: SessionView): Answer {
  const count = (kind: string): number => commands.filter((command) => command.kind === kind).length;
  const left = [
    ...some(count('cancel'), 'cancel'),
    ...some(count('submit'), 'order'),
    ...some(view.orders.length, 'open order', 'left'),
    ...some(view.positions.length, 'position', 'held'),
  ];
  return { ok: true, text: `${word}: done at ${isoTime(ts)}; trading is ${view.tradingState}${left.map((one) => `, ${one}`).join('')}` };
}

const some = (count: number, what: string, behind = 'sent'): string[] =>
  count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'} ${behind}`];

/** It was heard, and nothing has happened in the market since. */
export const waitingAnswer = ({ word }: Word): Answer => ({
  ok: true,
  text: `${word}: heard, and done as soon as the session takes its next step`,
});
