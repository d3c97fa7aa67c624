import type { PriceColumns, RunRecord } from '../model/result.ts';
import { finite } from './power.ts';
import type { Valuer, Worth } from './valuer.ts';

/** What buying and holding is worked out from. */
type Market = Pick<RunRecord, 'prices' | 'splits' | 'dividends'>;

/**
 * What buying every instrument at its first open and holding it to its last close returns, in account currency: the mean over
 * instruments, without costs, dividends kept as cash. NaN without prices. Source: backtesting.py `Buy & Hold Return`, from the
 * open as our orders fill there.
 */
export function buyAndHoldReturn(market: Market, valuer: Valuer): number {
  const all = market.prices.flatMap((prices) => holderOf(prices, market, valuer) ?? []);
  const sum = all.reduce((total, holder) => total + (holder.growth - 1), 0);
  return all.length > 0 ? finite(sum / all.length) : Number.NaN;
}

/**
 * What the starting cash bought and held this way is worth at each value of equity: even shares of it in all instruments, which
 * wait as cash until theirs can be bought. Null without prices. It ends where `buyAndHoldReturn` says.
 */
export function heldCurve(run: Market & Pick<RunRecord, 'startCash' | 'equity'>, valuer: Valuer): Float64Array | null {
  const all = run.prices.flatMap((prices) => holderOf(prices, run, valuer) ?? []);
  if (all.length === 0) return null;
  const { ts } = run.equity;
  const worth = new Float64Array(ts.length);
  const share = run.startCash / all.length;
  for (const holder of all) for (let k = 0; k < ts.length; k++) worth[k]! += holder.value(share, ts[k]!);
  return worth;
}

/** Who buys an instrument; undefined if there is no open that can be bought, or no close to hold it to. */
function holderOf(prices: PriceColumns, { splits, dividends }: Market, valuer: Valuer): Holder | undefined {
  const first = prices.close.some((price) => !Number.isNaN(price)) ? prices.open.findIndex((price) => price > 0) : -1;
  if (first < 0) return undefined;
  const mine = <T extends { readonly ts: number; readonly instrument: string }>(all: readonly T[]): readonly T[] =>
    all.filter(({ ts, instrument }) => instrument === prices.instrument && ts >= prices.ts[first]!);
  return new Holder(prices, first, mine(splits), mine(dividends), valuer(prices.instrument));
}

/** What money put into an instrument becomes, by its prices, splits, dividends and currency; asked in order of time. */
class Holder {
  readonly #prices: PriceColumns;
  readonly #first: number;
  readonly #open: number;
  readonly #splits: Market['splits'];
  readonly #dividends: Market['dividends'];
  readonly #worth: Worth;
  readonly #rate: number;
  #row = -1;
  #price = Number.NaN;
  /** Units for each that was bought. */
  #units = 1;
  /** What each of those was paid, in units of price at the rate of the start. */
  #paid = 0;
  #split = 0;
  #dividend = 0;
  /** When the next split or dividend comes. */
  #due: number;

  constructor(prices: PriceColumns, first: number, splits: Market['splits'], dividends: Market['dividends'], worth: Worth) {
    this.#prices = prices;
    this.#first = first;
    this.#open = prices.open[first]!;
    this.#splits = splits;
    this.#dividends = dividends;
    this.#worth = worth;
    this.#rate = worth.knownRate(prices.ts[first]! - 1);
    this.#due = this.#next();
  }

  /** What a unit of money is worth at the end. */
  get growth(): number {
    const { ts, close } = this.#prices;
    const last = ts[ts.length - 1]!;
    if (this.#due === Number.POSITIVE_INFINITY) {
      this.#row = ts.length - 1;
      this.#price = close.findLast((price) => !Number.isNaN(price))!;
    }
    this.#advance(last);
    return this.#worthOf((this.#units * this.#price) / this.#open, 1, last);
  }

  /** What money is worth at a time; itself until it can be put in. */
  value(money: number, ts: number): number {
    this.#advance(ts);
    return this.#row < this.#first ? money : this.#worthOf((money / this.#open) * (this.#units * this.#price), money, ts);
  }

  /** `held` is what the units are worth that `money` has bought, at the rate of the start. */
  #worthOf(held: number, money: number, ts: number): number {
    const { contract } = this.#worth;
    const paid = this.#paid === 0 ? 0 : (money / this.#open) * this.#paid;
    if (contract === 'spot') return held * this.#growthOfRate(ts) + paid;
    // Nothing is paid for a contract: the money waits, and what is gained is in the currency it is settled in.
    return money + (contract === 'inverse' ? money - (money * money) / held : held - money) * this.#growthOfRate(ts) + paid;
  }

  #growthOfRate(ts: number): number {
    return this.#worth.isDomestic ? 1 : this.#worth.knownRate(ts) / this.#rate;
  }

  /** Takes the closes up to a time, and the splits and dividends before it: at one moment they come after the close. */
  #advance(ts: number): void {
    const { ts: times, close } = this.#prices;
    while (this.#row + 1 < times.length && times[this.#row + 1]! <= ts) {
      if (this.#due < times[this.#row + 1]!) {
        this.#happen();
        continue;
      }
      this.#row++;
      if (this.#row >= this.#first && !Number.isNaN(close[this.#row]!)) this.#price = close[this.#row]!;
    }
    while (this.#due < ts) this.#happen();
  }

  #happen(): void {
    const dividend = this.#dividends[this.#dividend];
    if (dividend?.ts === this.#due) {
      this.#paid += this.#units * dividend.amount * this.#growthOfRate(dividend.ts);
      this.#dividend++;
    } else {
      const { ratio } = this.#splits[this.#split++]!;
      this.#units *= ratio;
      this.#price /= ratio;
    }
    this.#due = this.#next();
  }

  #next(): number {
    const never = Number.POSITIVE_INFINITY;
    return Math.min(this.#splits[this.#split]?.ts ?? never, this.#dividends[this.#dividend]?.ts ?? never);
  }
}
