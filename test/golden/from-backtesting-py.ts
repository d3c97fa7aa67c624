import type { BarColumns } from '../../engine/index.ts';
import type { PyCall, PyCase } from './case.ts';
import type { Translation } from './run-script.ts';

/** What `buy()` and `sell()` ask for when no size is given: all of it, less one bit. */
const DEFAULT_SIZE = 1 - 2 ** -52;

/** What that size takes: a whole number of units is one less. The engine takes a bit less than a whole unit for rounding, so it needs more bits. */
const LESS = 1 - 2 ** -48;

/** An entry that may still be waiting, as `cancel` calls describe it. */
interface Pending {
  readonly ref: string;
  readonly call: PyCall;
}

/** Turns the calls of a case into an order script. */
class Scribe {
  readonly commands: object[] = [];
  readonly #case: PyCase;
  readonly #leverage: number;
  readonly #movesStops: boolean;
  #orders = 0;
  #pending: Pending[] = [];
  /** The stop of the newest entry, once it has one. */
  #stop: string | undefined;
  #loose: string | undefined;
  #newest: { readonly ref: string; readonly side: string } | undefined;

  constructor(golden: PyCase) {
    this.#case = golden;
    this.#leverage = 1 / golden.broker.margin;
    this.#movesStops = golden.calls.some(({ call }) => call === 'trade.sl');
  }

  write(call: PyCall): void {
    if (call.call === 'buy' || call.call === 'sell') this.#enter(call, call.call);
    else if (call.call === 'cancel') this.#cancel(call);
    else if (call.call === 'position.close' || call.call === 'trade.close') this.close(call.bar, call.portion ?? 1);
    else if (call.call === 'trade.sl') this.#moveStop(call);
    else throw new Error(`Expected a known call, but it was "${call.call}"`);
  }

  close(bar: number, portion = 1): void {
    this.#say(bar, { close: portion === 1 ? true : { portion } });
  }

  /** An exclusive entry first cancels what waits and closes what is held. */
  #enter(call: PyCall, side: 'buy' | 'sell'): void {
    const { bar, limit, stop, sl, tp } = call;
    if (this.#case.broker.exclusive_orders) {
      for (const { ref } of this.#pending) this.#say(bar, { cancel: ref });
      this.#pending = [];
      this.close(bar);
    }
    // A stop that was added to an open trade has no parent that would take it along.
    if (this.#loose !== undefined) this.#say(bar, { cancel: this.#loose });
    this.#loose = undefined;
    const ref = `o${++this.#orders}`;
    const asked = Math.abs(call.size ?? DEFAULT_SIZE);
    const amount = asked < 1 ? { size: { fraction: this.#fraction(asked, side), at: 'fill' } } : { qty: asked };
    const type = stop == null ? (limit == null ? 'market' : 'limit') : limit == null ? 'stop' : 'stop-limit';
    const order = { ref, side, type, ...amount, price: limit, trigger: stop };
    this.#say(bar, { submit: this.#movesStops ? order : { ...order, stopLoss: sl, takeProfit: tp } });
    // A stop that is moved later needs a name, so it is an order of its own.
    const both = sl != null && tp != null;
    const exits = { side: side === 'buy' ? 'sell' : 'buy', parent: ref, oco: both ? `${ref}.exits` : null, reduceOnly: true };
    if (this.#movesStops && sl != null) this.#say(bar, { submit: { ref: `${ref}.sl`, type: 'stop', trigger: sl, ...exits } });
    if (this.#movesStops && tp != null) this.#say(bar, { submit: { ref: `${ref}.tp`, type: 'limit', price: tp, ...exits } });
    if (type !== 'market') this.#pending.push({ ref, call });
    this.#stop = sl != null ? `${ref}.sl` : undefined;
    this.#newest = { ref, side };
  }

  #fraction(asked: number, side: 'buy' | 'sell'): number {
    return (asked === DEFAULT_SIZE ? LESS : asked) * this.#leverage * beforeSpread(this.#case, side);
  }

  /** A cancelled order is described by its terms: its size is signed, and a stop that was hit is no longer one of them. */
  #cancel({ bar, size, limit, stop }: PyCall): void {
    const same = (one: Pending): boolean => {
      const signed = (one.call.call === 'buy' ? 1 : -1) * (one.call.size ?? DEFAULT_SIZE);
      return signed === size && (one.call.limit ?? null) === (limit ?? null) && (stop == null || one.call.stop === stop);
    };
    const at = this.#pending.findLastIndex(same);
    if (at < 0) return;
    this.#say(bar, { cancel: this.#pending[at]!.ref });
    this.#pending.splice(at, 1);
  }

  #moveStop(call: PyCall): void {
    const trigger = call.sl ?? (call as { price?: number }).price ?? (call as { value?: number }).value;
    if (this.#newest === undefined || trigger == null) throw new Error(`Expected a stop of a trade, but it was ${JSON.stringify(call)}`);
    if (this.#stop !== undefined) {
      this.#say(call.bar, { replace: this.#stop, trigger });
      return;
    }
    const { ref, side } = this.#newest;
    this.#stop = this.#loose = `${ref}.sl`;
    this.#say(call.bar, {
      submit: { ref: this.#stop, side: side === 'buy' ? 'sell' : 'buy', type: 'stop', size: { portion: 1 }, trigger, reduceOnly: true },
    });
  }

  #say(bar: number, command: object): void {
    this.commands.push({ at: { bar }, ...command });
  }
}

/** Whether an entry that is not a market order carries exits: they then begin after the bar that filled it. */
const exitsWait = ({ calls }: PyCase): boolean =>
  calls.some(({ sl, tp, limit, stop }) => (sl != null || tp != null) && (limit != null || stop != null));

/**
 * Units that can be paid are reckoned there with the fee of the price before the spread, here with that of the price
 * paid: by so much more (or less) can be bought there.
 */
function beforeSpread({ broker: { spread, commission } }: PyCase, side: 'buy' | 'sell'): number {
  const rate = typeof commission === 'number' ? commission : 0;
  const paid = side === 'buy' ? 1 + spread : 1 - spread;
  return spread === 0 ? 1 : (paid * (1 + rate)) / (paid + rate);
}

function feeOf(commission: PyCase['broker']['commission']): Translation['settings']['fee'] {
  if (typeof commission === 'string') throw new Error(`Expected a rate or [fixed, rate], but it was "${commission}"`);
  const [fixed, rate] = typeof commission === 'number' ? [0, commission] : commission;
  return { model: 'percent', rate, fixed };
}

/** The order script and settings of a backtesting.py case. */
export function fromBacktestingPy(golden: PyCase, bars: BarColumns): Translation {
  const { broker } = golden;
  // Long and short at once are two strategies on one account: each holds what is its own.
  const sides = broker.hedging ? (['buy', 'sell'] as const) : [undefined];
  const last = bars.times.length - 2;
  const scripts = sides.map((side) => {
    const scribe = new Scribe(golden);
    const other = side === 'buy' ? 'sell' : side === 'sell' ? 'buy' : undefined;
    // What is sent at the last close meets no further bar there; under trade_on_close it would fill here.
    for (const call of golden.calls) if (call.bar < last && call.call !== other) scribe.write(call);
    // The pass after the last bar fills at the prices of that same bar: what an order of the bar before it would get.
    if (broker.finalize_trades) scribe.close(last - 1);
    return scribe.commands;
  });
  return {
    feeds: { asset: bars },
    stepSize: broker.fractional_unit ?? 1,
    multiplier: 1,
    margin: null,
    scripts,
    settings: {
      account: {
        cash: broker.cash,
        type: 'margin',
        leverage: beforeSpread(golden, 'buy') / broker.margin,
        currency: 'USD',
        // A ruined account is closed at the close of the bar, and owes nothing.
        liquidation: { maintenance: 0, negativeBalance: 'forgiven' },
      },
      fee: feeOf(broker.commission),
      slippage: broker.spread === 0 ? { model: 'none' } : { model: 'percent', rate: broker.spread, on: 'entry' },
      simulator: {
        fillOn: broker.trade_on_close ? 'on-close' : 'next-open',
        touch: 'fill',
        exitsFrom: exitsWait(golden) ? 'next-bar' : 'fill',
      },
    },
  };
}
