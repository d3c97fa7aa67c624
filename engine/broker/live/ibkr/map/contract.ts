import type { Contract, OptionType, SecType } from '@stoqey/ib';
import { ConfigError } from '../../../../model/errors.ts';
import type { Instrument } from '../../../../model/instrument.ts';

const VENUE = '.IBKR';

/** What an id says of a contract; the rest is asked of TWS. */
export interface Market {
  readonly instrument: Instrument;
  readonly contract: Contract;
}

/** Kinds of contracts by the word in an id, with where orders of them go where nothing is said. */
const KINDS: Readonly<Record<string, readonly [secType: string, exchange: string]>> = {
  STK: ['STK', 'SMART'],
  FX: ['CASH', 'IDEALPRO'],
  FUT: ['FUT', ''],
  OPT: ['OPT', 'SMART'],
  CRYPTO: ['CRYPTO', 'PAXOS'],
};

/** How each kind is to be held: what is paid for whole, and what only its gains are. */
const HELD: Readonly<Record<string, Instrument['contract']>> = { FUT: 'linear' };

/**
 * An instrument at IB by its id: `AAPL.IBKR` a stock on SMART, `BRK_B.IBKR` one with a blank in its symbol, `AAPL-STK-NASDAQ.IBKR` one
 * of which the primary exchange has to be said; `EURUSD-FX.IBKR`, `BTCUSD-CRYPTO.IBKR`; `ESZ6-FUT-CME.IBKR` a future by its local
 * symbol; `AAPL-20261218-C-250-OPT.IBKR` an option; `265598-CONID.IBKR` anything by IB's number. Throws a ConfigError for what is none
 * of these, and where it contradicts the instrument's terms.
 */
export function marketOf(instrument: Instrument): Market {
  const { id, quote } = instrument;
  const name = id.toUpperCase().endsWith(VENUE) ? id.slice(0, -VENUE.length) : id;
  const parts = name.split('-');
  const at = parts.findIndex((part, k) => k > 0 && (KINDS[part] !== undefined || part === 'CONID'));
  const [kind, exchange] = at < 0 ? ['STK', undefined] : [parts[at]!, parts[at + 1]];
  const said = at < 0 ? parts : parts.slice(0, at);
  const contract = kind === 'CONID' ? byNumber(said, exchange) : byName(kind, said, exchange, quote);
  const isWhole = at < 0 || parts.length <= at + 2;
  if (contract === undefined || !isWhole)
    throw new ConfigError(
      `Expected an instrument of IB, such as AAPL.IBKR, EURUSD-FX.IBKR, ESZ6-FUT-CME.IBKR or AAPL-20261218-C-250-OPT.IBKR, but it was "${id}"`,
    );
  const held = HELD[kind] ?? 'spot';
  if (kind !== 'CONID' && instrument.contract !== held)
    throw new ConfigError(`Expected the contract of "${id}" to be "${held}", but it was "${instrument.contract}"`);
  return { instrument, contract };
}

const byNumber = ([number = '', ...more]: readonly string[], exchange = 'SMART'): Contract | undefined =>
  /^[1-9]\d*$/.test(number) && more.length === 0 ? { conId: Number(number), exchange } : undefined;

function byName(kind: string, said: readonly string[], exchange: string | undefined, currency: string): Contract | undefined {
  const [secType, usual] = KINDS[kind]!;
  const [symbol = '', ...more] = said;
  const common = { secType: secType as SecType, exchange: exchange ?? usual, currency };
  if (!/^[A-Z0-9_.]+$/.test(symbol)) return undefined;
  const plain = symbol.replaceAll('_', ' ');
  if (kind === 'OPT') return option(plain, more, common);
  if (more.length > 0) return undefined;
  if (kind === 'STK') return { ...common, exchange: usual, symbol: plain, ...(exchange === undefined ? {} : { primaryExch: exchange }) };
  if (kind === 'FUT') return exchange === undefined ? undefined : { ...common, localSymbol: plain };
  // A pair ends with what it is priced in.
  return symbol.length > currency.length && symbol.endsWith(currency)
    ? { ...common, symbol: symbol.slice(0, -currency.length) }
    : undefined;
}

function option(symbol: string, [date = '', right = '', strike = '', ...more]: readonly string[], common: Contract): Contract | undefined {
  if (!/^\d{8}$/.test(date) || !/^[CP]$/.test(right) || !(Number(strike) > 0) || more.length > 0) return undefined;
  return { ...common, symbol, lastTradeDateOrContractMonth: date, right: right as OptionType, strike: Number(strike) };
}

/** The id of a contract that the session does not trade, as it would be written here. */
export function idOf({ conId, symbol = '', secType, currency = '', localSymbol = '', exchange, ...rest }: Contract): string {
  const plain = symbol.replaceAll(' ', '_');
  switch (String(secType)) {
    case 'STK':
      return `${plain}${VENUE}`;
    case 'CASH':
      return `${plain}${currency}-FX${VENUE}`;
    case 'CRYPTO':
      return `${plain}${currency}-CRYPTO${VENUE}`;
    case 'FUT':
      return `${localSymbol.replaceAll(' ', '_')}-FUT${exchange === undefined || exchange === '' ? '' : `-${exchange}`}${VENUE}`;
    case 'OPT':
      return `${plain}-${rest.lastTradeDateOrContractMonth}-${rest.right}-${rest.strike}-OPT${VENUE}`;
    default:
      return `${conId}-CONID${VENUE}`;
  }
}

/** The contracts of a session, once TWS has said which they are. */
export class Markets {
  readonly all: readonly Market[];
  readonly #byNumber = new Map<number, Market>();

  /** Throws a ConfigError for instruments that cannot be IB's. */
  constructor(instruments: readonly Instrument[]) {
    this.all = instruments.map(marketOf);
  }

  /** TWS has said which contract an instrument is. */
  qualify(market: Market, contract: Contract): void {
    this.#byNumber.set(contract.conId!, { ...market, contract });
  }

  /** The contract of an instrument as it is sent; undefined before TWS has said which it is. */
  of(instrument: Instrument): Market | undefined {
    for (const market of this.#byNumber.values()) if (market.instrument.id === instrument.id) return market;
    return undefined;
  }

  /** The instrument of a contract; undefined for one that the session does not trade. */
  find({ conId }: Contract): Market | undefined {
    return this.#byNumber.get(conId ?? 0);
  }

  /** What was dealt, and what it is paid in. */
  dealt(contract: Contract): { readonly instrument: string; readonly currency: string } {
    return { instrument: this.idOf(contract), currency: this.find(contract)?.instrument.settle ?? contract.currency ?? '' };
  }

  /** The id of a contract, traded here or not. */
  idOf(contract: Contract): string {
    return this.find(contract)?.instrument.id ?? idOf(contract);
  }
}
