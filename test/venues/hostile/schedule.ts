import { Chance } from './chance.ts';

/** What is asked of a venue. */
export type Errand = 'open' | 'place' | 'amend' | 'cancel' | 'cancel-all' | 'find' | 'snapshot' | 'time';

/**
 * What goes wrong with a request. It is not sent at all; lost on its way there; lost as far as the sender knows, and done later
 * (`ghost`); done, and the answer is lost; done or not done, and never answered; slow; answered 5xx before or after it is done;
 * delivered twice; refused as too much, or for no good reason; an order is filled by half, or accepted and then rejected, or its
 * fills are told before it is accepted; what exists is said not to be there; the time of it is found wrong.
 */
export const TROUBLES = {
  'not-sent': ['open', 'place', 'amend', 'cancel', 'cancel-all', 'find', 'snapshot', 'time'],
  lost: ['open', 'place', 'amend', 'cancel', 'cancel-all', 'find', 'snapshot', 'time'],
  ghost: ['place', 'amend', 'cancel'],
  unanswered: ['place', 'amend', 'cancel', 'cancel-all'],
  'hung-before': ['open', 'place', 'amend', 'cancel', 'find', 'snapshot', 'time'],
  'hung-after': ['place', 'amend', 'cancel', 'cancel-all'],
  late: ['place', 'amend', 'cancel', 'find', 'snapshot'],
  'broken-before': ['open', 'place', 'amend', 'cancel', 'cancel-all', 'find', 'snapshot', 'time'],
  'broken-after': ['place', 'amend', 'cancel', 'cancel-all'],
  twice: ['place', 'amend', 'cancel'],
  busy: ['open', 'place', 'amend', 'cancel', 'cancel-all', 'find', 'snapshot', 'time'],
  refused: ['place'],
  halved: ['place'],
  'rejected-later': ['place'],
  'fill-first': ['place'],
  lie: ['find'],
  clock: ['place', 'amend', 'cancel', 'find', 'snapshot'],
} as const satisfies Record<string, readonly Errand[]>;

export type Trouble = keyof typeof TROUBLES;

/** What goes wrong with a message of a stream. */
export const MISHAPS = ['dropped', 'doubled', 'delayed'] as const;
export type Mishap = (typeof MISHAPS)[number];

/** What the venue itself does at a time: closes the streams, falls silent on them, begins anew, or loses the time. */
export type Turn =
  | { readonly kind: 'forgets'; readonly ts: number }
  | { readonly kind: 'falls-silent'; readonly ts: number }
  | { readonly kind: 'restarts'; readonly ts: number; readonly ms: number; readonly keeps: boolean }
  | { readonly kind: 'skews'; readonly ts: number; readonly ms: number; readonly by: number };

/** What becomes of one request: how long it takes there and back, milliseconds, and what goes wrong. */
export interface Fate {
  readonly trouble: Trouble | undefined;
  readonly there: number;
  readonly back: number;
}

/** How a schedule is drawn. */
export interface ScheduleTerms {
  readonly from: number;
  /** From then on nothing goes wrong. */
  readonly until: number;
  /** Leaves out what this may not suffer. */
  readonly without?: readonly (Trouble | Mishap | Turn['kind'])[];
  /** No request reaches the venue later than this, milliseconds. */
  readonly latest?: number;
}

/** Everything that goes wrong, drawn from a seed: the same seed and the same requests give the same faults. */
export class Schedule {
  readonly seed: number;
  rates: Readonly<Partial<Record<Trouble | Mishap, number>>>;
  readonly turns: readonly Turn[];
  /** What did go wrong, in words, oldest first. */
  readonly log: string[] = [];
  readonly #terms: ScheduleTerms;
  readonly #fates: Chance;
  readonly #messages: Chance;
  #requests = 0;

  constructor(seed: number, terms: ScheduleTerms) {
    this.seed = seed;
    this.#terms = terms;
    const chance = new Chance(seed, 'rates');
    this.rates = this.#drawRates(chance);
    this.turns = this.#drawTurns(chance);
    this.#fates = new Chance(seed, 'fates');
    this.#messages = new Chance(seed, 'messages');
  }

  /** The fate of the next request. */
  fate(errand: Errand, name: string, now: number): Fate {
    const chance = this.#fates;
    this.#requests++;
    const [there, back] = [chance.whole(1, 25), chance.whole(1, 25)];
    const dice = (Object.keys(TROUBLES) as Trouble[]).filter((one) => chance.happens(this.rates[one] ?? 0));
    const far = chance.between(0.2, 1);
    if (now >= this.#terms.until) return { trouble: undefined, there, back };
    const trouble = dice.find((one) => (TROUBLES[one] as readonly Errand[]).includes(errand));
    if (trouble !== undefined) this.note(now, `${errand} ${name}: ${trouble} (request ${this.#requests})`);
    const late = Math.round(far * (this.#terms.latest ?? 2_500));
    if (trouble === 'ghost') return { trouble, there: late, back };
    return trouble === 'late' ? { trouble, there: late, back: Math.round(late * far) } : { trouble, there, back };
  }

  /** What becomes of the next message, and how late it is. */
  message(name: string, now: number): { readonly mishap: Mishap | undefined; readonly delay: number } {
    const chance = this.#messages;
    const delay = chance.whole(1, 20);
    const dice = MISHAPS.filter((one) => chance.happens(this.rates[one] ?? 0));
    const late = chance.whole(30, 1_500);
    const mishap = now >= this.#terms.until ? undefined : dice[0];
    if (mishap !== undefined) this.note(now, `message ${name}: ${mishap}${mishap === 'delayed' ? ` ${late} ms` : ''}`);
    return { mishap, delay: mishap === 'delayed' ? late : delay };
  }

  /** A draw of a size that something has, such as how long a venue is busy. */
  size(from: number, to: number): number {
    return this.#fates.whole(from, to);
  }

  note(now: number, text: string): void {
    this.log.push(`${((now - this.#terms.from) / 1000).toFixed(3)} s  ${text}`);
  }

  /** The whole schedule as text. */
  toString(): string {
    const rates = Object.entries(this.rates).map(([name, rate]) => `${name} ${(100 * rate).toFixed(1)} %`);
    return [`seed ${this.seed}: ${rates.join(', ') || 'nothing goes wrong with requests and messages'}`, ...this.log].join('\n');
  }

  #may = (what: Trouble | Mishap | Turn['kind']): boolean => this.#terms.without?.includes(what) !== true;

  /** Of some seeds nothing, of some one thing often, of most a little of many things. */
  #drawRates(chance: Chance): Partial<Record<Trouble | Mishap, number>> {
    const all = [...(Object.keys(TROUBLES) as Trouble[]), ...MISHAPS].filter(this.#may);
    const kind = chance.between(0, 1);
    const one = chance.oneOf(all);
    const most = chance.between(0.02, 0.12);
    const drawn = all.map((what) => [what, chance.happens(0.5) ? chance.between(0.1, 1) * most : 0] as const);
    if (kind < 0.05) return {};
    if (kind < 0.3) return { [one]: chance.between(0.1, 0.4) };
    return Object.fromEntries(drawn.filter(([, rate]) => rate > 0));
  }

  #drawTurns(chance: Chance): Turn[] {
    const { from, until } = this.#terms;
    const count = chance.oneOf([0, 0, 1, 1, 2, 3, 5]);
    const turns = Array.from({ length: count }, (): Turn => {
      const ts = Math.round(chance.between(from + 2_000, until));
      const ms = chance.whole(200, 8_000);
      const kind = chance.oneOf(['forgets', 'falls-silent', 'restarts', 'skews'] as const);
      const keeps = chance.happens(0.7);
      const by = chance.whole(-1, 1) * chance.whole(20, 900);
      if (kind === 'restarts') return { kind, ts, ms: Math.min(ms, until - ts), keeps };
      return kind === 'skews' ? { kind, ts, ms, by } : { kind, ts };
    });
    return turns.filter(({ kind }) => this.#may(kind)).sort((a, b) => a.ts - b.ts);
  }
}
