import type { Command } from '../broker/broker.ts';
import type { Table } from '../model/table.ts';
import { isoTime } from '../model/time.ts';
import { FILL, FILL_HASHED } from '../portfolio/fill-log.ts';
import { ENTRY, ENTRY_HASHED } from '../portfolio/ledger.ts';
import type { Assembly } from './assemble.ts';
import { canonical } from './canonical.ts';
import type { FinishedRun } from './parts.ts';

/** What happens one after the other: how much there is, when each was, whether two are the same, and one in words. */
interface Course {
  /** Of the part of a run: its first number in the whole, and how many. */
  readonly from: number;
  readonly count: number;
  /** Of the whole run. */
  readonly whole: number;
  /** Whether what is of a time is told at that time: then what is missing of it is missed at once. */
  readonly punctual: boolean;
  tsOf(number: number): number;
  ownTs(k: number): number;
  isSame(k: number, number: number): boolean;
  own(k: number): string;
  other(number: number): string;
}

/** When a part and the whole first came apart, and how in words. */
export interface Difference {
  readonly ts: number;
  readonly text: string;
}

/** Something that happened to an order. */
interface Happening {
  readonly id: number;
  readonly kind: string;
  readonly ts: number;
}

/** A finished run, with which its parts are compared in order: everything that its hash is made of, and its commands. */
export class SameRun {
  /** Of the whole run. */
  readonly commands: Command[] = [];
  #run!: FinishedRun;
  readonly #events: Happening[] = [];
  #told = 0;
  #happened = 0;
  #split = 0;
  /** Where values, fills and payments of the part that comes next begin. */
  #fills = 0;
  #payments = 0;
  #values = 0;

  /** Takes the finished run whose commands these are. */
  follow(run: FinishedRun): void {
    this.#run = run;
    run.session.blotter.eachEvent((id, kind, ts) => this.#events.push({ id, kind, ts }));
  }

  /** What differs first in the next part, which ends at `to`; undefined where nothing does. */
  differenceOf({ session, parts }: Assembly, commands: readonly Command[], to: number): Difference | undefined {
    const { account, blotter } = session;
    const whole = this.#run.session;
    const names = parts.instruments.map(({ id }) => id);
    const { order = 0, feed = 0, response = 0 } = parts.latency ?? {};
    const punctual = order === 0 && feed === 0 && response === 0;
    const events: Happening[] = [];
    blotter.eachEvent((id, kind, ts) => events.push({ id, kind, ts }));
    const orders: Course = {
      ...{ from: this.#told, count: commands.length, whole: this.commands.length, punctual: true },
      tsOf: (n) => this.commands[n]!.ts,
      ownTs: (k) => commands[k]!.ts,
      isSame: (k, n) => canonical(commands[k]) === canonical(this.commands[n]),
      own: (k) => commandInWords(commands[k]!, names),
      other: (n) => commandInWords(this.commands[n]!, names),
    };
    const life: Course = {
      ...{ from: this.#happened, count: events.length, whole: this.#events.length, punctual },
      tsOf: (n) => this.#events[n]!.ts,
      ownTs: (k) => events[k]!.ts,
      isSame: (k, n) => canonical(events[k]) === canonical(this.#events[n]),
      own: (k) => `order ${events[k]!.id} ${events[k]!.kind}`,
      other: (n) => `order ${this.#events[n]!.id} ${this.#events[n]!.kind}`,
    };
    const fills = this.#rows(account.fills, whole.account.fills, this.#fills, FILL_HASHED, FILL.ts, fillInWords, punctual);
    const payments = this.#rows(
      account.ledger.rows,
      whole.account.ledger.rows,
      this.#payments,
      ENTRY_HASHED,
      ENTRY.ts,
      paymentInWords,
      punctual,
    );
    const found = [orders, life, fills, payments, this.#curveOf(session), this.#splitsOf(session)]
      .map((course, rank) => ({ ...firstOf(course, to), rank }))
      .filter(({ ts }) => !Number.isNaN(ts))
      .sort((a, b) => a.ts - b.ts || a.rank - b.rank)[0];
    this.#told += commands.length;
    this.#happened += events.length;
    this.#fills = account.fills.length;
    this.#payments = account.ledger.rows.length;
    this.#values = account.curve.length;
    this.#split += account.splits.length;
    if (found !== undefined) return found;
    const text = this.#orderThatDiffers(new Set(events.map(({ id }) => id)), session, to);
    return text === undefined ? undefined : { ts: session.now, text };
  }

  #rows(
    own: Table,
    other: Table,
    from: number,
    width: number,
    time: number,
    words: (row: readonly number[]) => string,
    punctual: boolean,
  ): Course {
    return {
      ...{ from, count: own.length - from, whole: other.length, punctual },
      tsOf: (n) => other.get(n, time),
      ownTs: (k) => own.get(from + k, time),
      isSame(k, n) {
        for (let field = 0; field < width; field++) if (!isSame(own.get(from + k, field), other.get(n, field))) return false;
        return true;
      },
      own: (k) => words(own.read(from + k)),
      other: (n) => words(other.read(n)),
    };
  }

  /** The last value of a run is amended when it ends, whichever part it is of. */
  #curveOf({ account }: Assembly['session']): Course {
    const all = this.#run.session.account.curve;
    const whole = all.columns();
    const own = account.curve.columns();
    const kept = whole.value.length === all.length;
    const last = whole.value.length - 1;
    return {
      ...{ from: this.#values, count: kept ? own.value.length : 0, whole: kept ? whole.value.length : 0, punctual: true },
      tsOf: (n) => whole.ts[n]!,
      ownTs: (k) => own.ts[k]!,
      isSame: (k, n) => isSame(own.ts[k]!, whole.ts[n]!) && (n === last || isSame(own.value[k]!, whole.value[n]!)),
      own: (k) => `equity of ${own.value[k]!}`,
      other: (n) => `equity of ${whole.value[n]!}`,
    };
  }

  #splitsOf({ account }: Assembly['session']): Course {
    const { splits } = this.#run.session.account;
    return {
      ...{ from: this.#split, count: account.splits.length, whole: splits.length, punctual: false },
      tsOf: (n) => splits[n]!.ts,
      ownTs: (k) => account.splits[k]!.ts,
      isSame: (k, n) => account.splits[k]!.ratio === splits[n]!.ratio && account.splits[k]!.ts === splits[n]!.ts,
      own: (k) => `a split of ${account.splits[k]!.ratio}`,
      other: (n) => `a split of ${splits[n]!.ratio}`,
    };
  }

  /** An order that has ended in this part, or goes on to the end of the run, on other terms; or other money at that end. */
  #orderThatDiffers(ids: ReadonlySet<number>, { blotter, account }: Assembly['session'], to: number): string | undefined {
    const whole = this.#run.session;
    const rowOf = (of: typeof blotter, id: number): number[] => of.rows.read(id - 1);
    for (const id of ids) {
      if (blotter.isOpen(id) && to !== Number.POSITIVE_INFINITY) continue;
      const other = rowOf(whole.blotter, id);
      if (!rowOf(blotter, id).every((value, k) => isSame(value, other[k]!)))
        return `order ${id} with terms of ${rowOf(blotter, id).join(' ')}, and ${other.join(' ')} without epochs`;
    }
    if (to !== Number.POSITIVE_INFINITY || isSame(account.equity, whole.account.equity)) return undefined;
    return `the equity at the end was "${account.equity}", and "${whole.account.equity}" without epochs`;
  }
}

/** As a result's hash has it: -0 is 0, and there is one NaN. */
const isSame = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** Where a part and the whole first come apart. At the part's very end what is missing may come with the next. */
function firstOf(course: Course, to: number): Difference {
  const { from, count, whole } = course;
  for (let k = 0; k < count; k++) {
    const number = from + k;
    if (number < whole && course.isSame(k, number)) continue;
    const own = `"${course.own(k)}" at ${isoTime(course.ownTs(k))}`;
    if (number >= whole) return { ts: course.ownTs(k), text: `${own}, and "nothing" without epochs` };
    const other = `"${course.other(number)}" at ${isoTime(course.tsOf(number))} without epochs`;
    return { ts: Math.min(course.ownTs(k), course.tsOf(number)), text: `${own}, and ${other}` };
  }
  const next = from + count;
  if (next >= whole || !(to === Number.POSITIVE_INFINITY || (course.punctual && course.tsOf(next) < to)))
    return { ts: Number.NaN, text: '' };
  return { ts: course.tsOf(next), text: `"nothing", and "${course.other(next)}" at ${isoTime(course.tsOf(next))} without epochs` };
}

function commandInWords(command: Command, instruments: readonly string[]): string {
  if (command.kind !== 'submit') return `${command.kind} of order ${command.id}`;
  const { side, type, qty, price, trigger, instrument } = command.order;
  const levels = [price === undefined ? '' : ` limit ${price}`, trigger === undefined ? '' : ` trigger ${trigger}`].join('');
  return `${side} ${qty === undefined ? '' : `${qty} `}${instruments[instrument]} ${type}${levels} (order ${command.id})`;
}

const fillInWords = (row: readonly number[]): string =>
  `fill of order ${row[FILL.orderId]}: ${row[FILL.signedQty]} at ${row[FILL.price]}, fee ${row[FILL.fee]}`;

const paymentInWords = (row: readonly number[]): string => `payment of ${row[ENTRY.amount]}`;
