import { type BarColumns, isoTime, parseTime } from '../../engine/index.ts';
import type { TraderCall, TraderCase } from './case.ts';
import type { Translation } from './run-script.ts';

const DAY = 86_400_000;

/** Shorts are not bounded by equity there, and what cash refuses is a feature of its own. */
const UNBOUNDED = 1e9;

const TYPES: Readonly<Record<string, string>> = { Market: 'market', Limit: 'limit', Stop: 'stop', StopLimit: 'stop-limit' };

/** Daily bars stand at 23:59:59.999989, eleven microseconds before the midnight that closes ours. */
const closeOf = (time: string): number => Math.floor((parseTime(time) + 0.011) / DAY) * DAY;

/** When strategy bars close: the times of all data, joined. */
function barCloses(data: readonly BarColumns[]): readonly number[] {
  return [...new Set(data.flatMap(({ times }) => [...times.subarray(1)]))].sort((a, b) => a - b);
}

/** Turns the calls of a case into an order script. */
class Scribe {
  readonly commands: object[] = [];
  readonly #closes: readonly number[];
  /** Orders by number, with the name of the group whose members cancel each other. */
  readonly #sent = new Map<number, { readonly call: TraderCall; readonly group: string | undefined }>();
  readonly #groups: ReadonlyMap<number, string>;
  /** The earliest end of each group: an expired member takes the others with it. */
  readonly #ends = new Map<string, number>();

  constructor(calls: readonly TraderCall[], closes: readonly number[]) {
    this.#closes = closes;
    this.#groups = groupsOf(calls);
    for (const { order, valid } of calls) {
      const group = this.#groups.get(order);
      if (group !== undefined && valid != null)
        this.#ends.set(group, Math.min(this.#ends.get(group) ?? Number.POSITIVE_INFINITY, closeOf(valid)));
    }
  }

  write(call: TraderCall): void {
    if (call.call === 'cancel') this.#cancel(call);
    else this.#submit(call);
  }

  #submit(call: TraderCall): void {
    const { order, price, limit, valid, parent } = call;
    const type = TYPES[call.type!];
    if (type === undefined) throw new Error(`Expected a type of order that the engine has, but it was "${call.type}"`);
    const group = this.#groups.get(order);
    const end = type === 'market' ? undefined : group !== undefined ? this.#ends.get(group) : valid != null ? closeOf(valid) : undefined;
    const stops = type === 'stop' || type === 'stop-limit';
    this.#sent.set(order, { call, group });
    this.#say(call.bar, `d${call.data}`, {
      submit: {
        ref: `o${order}`,
        side: call.call,
        type,
        qty: call.size,
        price: type === 'limit' ? price : type === 'stop-limit' ? limit : null,
        trigger: stops ? price : null,
        expiresAt: end === undefined ? null : isoTime(end),
        parent: parent == null ? null : `o${parent}`,
        oco: group,
      },
    });
  }

  /** Cancelling one member of a group cancels all; an order sent on the same bar is not yet there to be cancelled. */
  #cancel({ bar, order }: TraderCall): void {
    const own = this.#sent.get(order);
    if (own === undefined || own.call.bar === bar) return;
    for (const [number, { call, group }] of this.#sent) {
      if (number === order || (group !== undefined && group === own.group)) this.#say(bar, `d${call.data}`, { cancel: `o${number}` });
    }
  }

  #say(bar: number, feed: string, command: object): void {
    this.commands.push({ at: isoTime(this.#closes[bar]!), feed, ...command });
  }
}

/** The orders that cancel each other: `oco` names another member, children of one parent belong together. */
function groupsOf(calls: readonly TraderCall[]): ReadonlyMap<number, string> {
  const groups = new Map<number, string>();
  for (const { order, oco, parent, call } of calls) {
    if (call === 'cancel') continue;
    if (oco != null) {
      const name = groups.get(oco) ?? `oco${oco}`;
      groups.set(oco, name);
      groups.set(order, name);
    } else if (parent != null) groups.set(order, `exits${parent}`);
  }
  return groups;
}

/** The order script and settings of a backtrader case. */
export function fromBacktrader({ broker, calls }: TraderCase, data: readonly BarColumns[]): Translation {
  const closes = barCloses(data);
  const scribe = new Scribe(calls, closes);
  // What is sent at the last close meets no further bar there; as cheat-on-close it would fill here.
  for (const call of calls) if (call.bar < closes.length - 1) scribe.write(call);
  return {
    feeds: Object.fromEntries(data.map((bars, k) => [`d${k}`, bars])),
    stepSize: 0,
    commands: scribe.commands,
    settings: {
      account: { cash: broker.cash, type: 'margin', leverage: UNBOUNDED, currency: 'USD' },
      fee: { model: 'percent', rate: broker.commission },
      slippage: { model: 'none' },
      simulator: { fillOn: broker.coc ? 'on-close' : 'next-open', touch: 'fill', exitsFrom: 'next-bar' },
    },
  };
}
