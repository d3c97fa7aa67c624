import { type BarColumns, isoTime, parseTime } from '../../engine/index.ts';
import type { TraderCall, TraderCase } from './case.ts';
import type { Translation } from './run-script.ts';

const DAY = 86_400_000;

/** Shorts are not bounded by equity there, and what cash refuses is a feature of its own. */
const UNBOUNDED = 1e9;

const TYPES: Readonly<Record<string, string>> = {
  Market: 'market',
  Close: 'market-on-close',
  Limit: 'limit',
  Stop: 'stop',
  StopLimit: 'stop-limit',
  StopTrail: 'trailing-stop',
  StopTrailLimit: 'trailing-stop-limit',
};

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
    const { order, price, limit, valid, parent, trailamount, trailpercent } = call;
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
        trail: type.startsWith('trailing') ? { amount: trailamount, percent: trailpercent, offset: offsetOf(call) } : null,
        expiresAt: end === undefined ? null : isoTime(end),
        parent: parent == null ? null : `o${parent}`,
        oco: group,
      },
    });
  }

  /** Cancelling one member of a group cancels all, and a parent that waits; an order sent on the same bar is not yet there to be cancelled. */
  #cancel({ bar, order }: TraderCall): void {
    const own = this.#sent.get(order);
    if (own === undefined || own.call.bar === bar) return;
    for (const [number, { call, group }] of this.#sent) {
      if (number === order || number === own.call.parent || (group !== undefined && group === own.group))
        this.#say(bar, `d${call.data}`, { cancel: `o${number}` });
    }
  }

  #say(bar: number, feed: string, command: object): void {
    this.commands.push({ at: isoTime(this.#closes[bar]!), feed, ...command });
  }
}

/** The orders that cancel each other: `oco` names another member, children of one parent belong together; one alone is no group. */
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
  const members = new Map<string, number>();
  for (const name of groups.values()) members.set(name, (members.get(name) ?? 0) + 1);
  return new Map([...groups].filter(([, name]) => members.get(name)! > 1));
}

/** How far the limit of a trailing stop-limit lies beyond its stop: as far as both were apart when it was sent. */
const offsetOf = ({ type, price, limit }: TraderCall): number | null =>
  type === 'StopTrailLimit' && price != null && limit != null ? Math.abs(limit - price) : null;

/** The share of a bar's volume that a filler lets through. */
function volumeLimitOf(filler: TraderCase['broker']['filler']): number | null {
  if (filler === null) return null;
  const [name, { perc }] = filler;
  if (name !== 'FixedBarPerc' || perc === undefined) throw new Error(`Expected a filler by a share of the volume, but it was "${name}"`);
  return perc / 100;
}

/** An open has one price there for all, unless a case says that it slips as well. */
function slippageOf({ slip_perc: rate, slip_fixed: amount, slip_open }: TraderCase['broker']): Translation['settings']['slippage'] {
  const where = slip_open ? 'all' : 'inside';
  if (rate !== 0) return { model: 'percent', rate, where };
  return amount === 0 ? { model: 'none' } : { model: 'amount', amount, where };
}

/** The order script and settings of a backtrader case. */
export function fromBacktrader({ broker, calls }: TraderCase, data: readonly BarColumns[]): Translation {
  const closes = barCloses(data);
  const scribe = new Scribe(calls, closes);
  // What is sent at the last close meets no further bar there; as cheat-on-close it would fill here.
  for (const call of calls) if (call.bar < closes.length - 1) scribe.write(call);
  return {
    feeds: Object.fromEntries(data.map((bars, k) => [`d${k}`, bars])),
    // A filler counts whole units.
    stepSize: broker.filler === null ? 0 : 1,
    // Without a margin it is a share there, of which the multiplier means nothing.
    multiplier: broker.margin === null ? 1 : broker.mult,
    margin: broker.margin,
    scripts: [scribe.commands],
    settings: {
      account: { cash: broker.cash, type: 'margin', leverage: UNBOUNDED, currency: 'USD' },
      fee: broker.margin === null ? { model: 'percent', rate: broker.commission } : { model: 'per-share', perShare: broker.commission },
      slippage: slippageOf(broker),
      simulator: {
        fillOn: broker.coc ? 'on-close' : 'next-open',
        touch: 'fill',
        trailBy: 'close',
        exitsFrom: 'next-bar',
        volumeLimit: volumeLimitOf(broker.filler),
        clip: true,
      },
    },
  };
}
