import { ConfigError } from '../../../model/errors.ts';
import { type Grid, gridOf } from '../../../model/grid.ts';
import type { Instrument } from '../../../model/instrument.ts';
import type { Certified } from './certified/row.ts';
import type { ListedMarket } from './exchange.ts';

/** An instrument of the session as the exchange and ccxt name it. */
export interface Market {
  readonly instrument: Instrument;
  readonly symbol: string;
  readonly id: string;
  readonly base: string;
}

/** The name of an instrument without what stands behind it for its venue: `BTCUSDT` of `BTCUSDT.BINANCE`. */
export const nameOf = (id: string): string => {
  const dot = id.lastIndexOf('.');
  return dot === -1 ? id : id.slice(0, dot);
};

/**
 * The name that `onetape data fetch` gives a market of ccxt: `BTC/USDT` is BTCUSDT, its perpetual `BTC/USDT:USDT` BTCUSDT-PERP, a
 * future `BTC/USDT:USDT-261225` BTCUSDT-261225.
 */
export function instrumentName(symbol: string): string {
  const [pair = '', contract] = symbol.split(':');
  const [base = '', quote = ''] = pair.split('/');
  const name = `${base}${quote}`.replace(/[\\/?\s@]/g, '-');
  if (contract === undefined) return name;
  const [settle = '', ...terms] = contract.split('-');
  const kind = settle === quote ? '' : `-${settle}`;
  return terms.length > 0 ? `${name}${kind}-${terms.join('-')}` : `${name}${kind}-PERP`;
}

/** The instruments of a session at an exchange. */
export class Markets {
  readonly all: readonly Market[];
  readonly #suffix: string;
  readonly #byName: ReadonlyMap<string, Market>;

  /** Throws a ConfigError for what the exchange does not list, or lists otherwise than the session has it. */
  constructor(instruments: readonly Instrument[], listed: Readonly<Record<string, ListedMarket>>, row: Certified) {
    const byName = new Map<string, ListedMarket>();
    for (const market of Object.values(listed)) if (kindOf(market) === row.contract) byName.set(instrumentName(market.symbol), market);
    this.all = instruments.map((instrument) => marketOf(instrument, byName, row));
    this.#suffix = row.ccxt.toUpperCase();
    this.#byName = new Map(
      this.all.flatMap((market) => [
        [market.id, market],
        [market.symbol, market],
      ]),
    );
    refuseShared(this.all, row);
  }

  /** The market that the exchange or ccxt calls so; undefined for one that the session does not trade. */
  find(name: string): Market | undefined {
    return this.#byName.get(name);
  }

  /** The id of the instrument that is called so; one that the session does not trade gets a name all the same. */
  idOf(name: string): string {
    return this.find(name)?.instrument.id ?? `${name.includes('/') ? instrumentName(name) : name}.${this.#suffix}`;
  }

  of(instrument: Instrument): Market {
    return this.all.find((market) => market.instrument.id === instrument.id)!;
  }
}

const kindOf = ({ spot, linear }: ListedMarket): string => (spot === true ? 'spot' : linear === true ? 'linear' : '');

function marketOf(instrument: Instrument, byName: ReadonlyMap<string, ListedMarket>, row: Certified): Market {
  const { id, contract, multiplier } = instrument;
  if (contract !== row.contract)
    throw new ConfigError(`Expected the contract of "${id}" to be "${row.contract}" at ${row.name}, but it was "${contract}"`);
  const listed = byName.get(nameOf(id).toUpperCase());
  if (listed === undefined) throw new ConfigError(`Expected an instrument that ${row.name} lists, but it was "${id}"`);
  const misfit = misfitOf(instrument, listed);
  if (misfit !== undefined) throw new ConfigError(`Expected "${id}" to be as ${row.name} has it, but ${misfit}`);
  if (multiplier !== (listed.contractSize ?? 1))
    throw new ConfigError(
      `Expected the multiplier of "${id}" to be ${listed.contractSize ?? 1}, as ${row.name} has it, but it was "${multiplier}"`,
    );
  return { instrument, symbol: listed.symbol, id: listed.id, base: listed.base };
}

/** Why an instrument cannot be traded as the session has it, as the end of a sentence; undefined where it can. */
function misfitOf(instrument: Instrument, { active, quote, settle = quote, precision }: ListedMarket): string | undefined {
  if (active === false) return 'it is not traded there now';
  if (instrument.quote !== quote) return `it is priced in ${quote} there, not in "${instrument.quote}"`;
  if (instrument.settle !== (settle ?? quote)) return `it is settled in ${settle ?? quote} there, not in "${instrument.settle}"`;
  if (precision.price !== undefined && !isWithin(gridOf(precision.price), instrument.ticks))
    return `its tick size is ${precision.price} there, not "${instrument.tickSize}"`;
  if (precision.amount !== undefined && !isWithin(gridOf(precision.amount), instrument.steps))
    return `its step size is ${precision.amount} there, not "${instrument.stepSize}"`;
  return undefined;
}

/** Whether every point of a grid is one of the exchange's. */
const isWithin = (theirs: Grid, ours: Grid): boolean => {
  const times = (ours.num * theirs.den) / (ours.den * theirs.num);
  return times >= 1 && Number.isInteger(times);
};

/** Of which pair a balance of a coin is could not be told where two share it. */
function refuseShared(all: readonly Market[], { contract }: Certified): void {
  if (contract !== 'spot') return;
  const held = new Map<string, string>();
  for (const { base, instrument } of all) {
    const other = held.get(base);
    if (other !== undefined)
      throw new ConfigError(`Expected one instrument to hold ${base} in, but it was "${other}" and "${instrument.id}"`);
    held.set(base, instrument.id);
  }
}
