import type { RunRecord } from '../../model/result.ts';
import type { Books } from './books.ts';
import { ACCOUNT, groupsOf, type NAMES, type Share, tallyOf } from './breakdown.ts';
import type { Causes } from './cause.ts';
import { type Periods, periodsOf } from './periods.ts';

/** Where the money went: the change of equity by cause, and by whom and when. Every list adds up to it. */
export interface Attribution extends Periods {
  /** The change of equity. */
  readonly pnl: number;
  readonly causes: Causes;
  readonly byStrategy: readonly Share[];
  readonly byInstrument: readonly Share[];
  /** Longs and shorts. */
  readonly bySide: readonly Share[];
}

/** Takes the change of equity apart; docs/metrics.md says what belongs to which cause. */
export function attributionOf(run: RunRecord, { books, own }: Books, pnl: number): Attribution {
  const whole = tallyOf(books);
  whole.take(own);
  const by = (way: keyof typeof NAMES): Share[] => {
    const shares = groupsOf(books, way).map(([name, group]) => [name, tallyOf(group)] as const);
    return (own.isEmpty ? shares : [...shares, [ACCOUNT, own] as const]).map(([name, tally]) => ({
      name,
      pnl: tally.total,
      causes: tally.causes,
    }));
  };
  return {
    pnl,
    causes: whole.causes,
    byStrategy: by('byStrategy'),
    byInstrument: by('byInstrument'),
    bySide: by('bySide'),
    ...periodsOf(run),
  };
}
