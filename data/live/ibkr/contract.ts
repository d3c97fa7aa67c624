import type { Contract, OptionType, SecType } from '@stoqey/ib';
import { ConfigError } from '../../../engine/model/errors.ts';

const VENUE = '.IBKR';

/** Kinds of contracts by the word in an id: their type, and where they trade if nothing else is said. */
const KINDS: Readonly<Record<string, readonly [secType: string, exchange: string]>> = {
  STK: ['STK', 'SMART'],
  FX: ['CASH', 'IDEALPRO'],
  FUT: ['FUT', ''],
  OPT: ['OPT', 'SMART'],
  CRYPTO: ['CRYPTO', 'PAXOS'],
};

/** Letters of a currency. */
const CURRENCY = 3;

/**
 * The contract of an id, as orders have it too: `AAPL.IBKR`, `AAPL-STK-NASDAQ.IBKR`, `EURUSD-FX.IBKR`, `BTCUSD-CRYPTO.IBKR`,
 * `ESZ6-FUT-CME.IBKR`, `AAPL-20261218-C-250-OPT.IBKR`, `265598-CONID.IBKR`. A stock without its exchange is one in `currency`; any other
 * currency is said by the pair or by the contract. Throws a ConfigError.
 */
export function contractOf(id: string, currency?: string): Contract {
  const name = id.toUpperCase().endsWith(VENUE) ? id.slice(0, -VENUE.length) : id;
  const parts = name.split('-');
  const at = parts.findIndex((part, k) => k > 0 && (KINDS[part] !== undefined || part === 'CONID'));
  const [said, kind = 'STK', place, ...more] = at < 0 ? [parts] : [parts.slice(0, at), parts[at]!, ...parts.slice(at + 1)];
  const contract = more.length > 0 ? undefined : made(kind, said, place, currency);
  if (contract !== undefined) return contract;
  throw new ConfigError(
    `Expected an instrument of IB, such as AAPL.IBKR, EURUSD-FX.IBKR, ESZ6-FUT-CME.IBKR or AAPL-20261218-C-250-OPT.IBKR, but it was "${id}"`,
  );
}

function made(kind: string, said: readonly string[], place: string | undefined, currency: string | undefined): Contract | undefined {
  const [first = '', date = '', right = '', strike = '', ...more] = said;
  if (kind === 'CONID')
    return /^[1-9]\d*$/.test(first) && said.length === 1 ? { conId: Number(first), exchange: place ?? 'SMART' } : undefined;
  const [secType, usual] = KINDS[kind]!;
  if (!/^[A-Z0-9_.]+$/.test(first)) return undefined;
  const symbol = first.replaceAll('_', ' ');
  const common = { secType: secType as SecType, exchange: place ?? usual };
  const priced = currency === undefined ? {} : { currency };
  if (kind === 'OPT') {
    if (!/^\d{8}$/.test(date) || !/^[CP]$/.test(right) || !(Number(strike) > 0) || more.length > 0) return undefined;
    return { ...common, ...priced, symbol, lastTradeDateOrContractMonth: date, right: right as OptionType, strike: Number(strike) };
  }
  if (said.length > 1) return undefined;
  if (kind === 'FUT') return place === undefined ? undefined : { ...common, ...priced, localSymbol: symbol };
  if (kind === 'STK')
    return { ...common, exchange: usual, currency: currency ?? 'USD', symbol, ...(place === undefined ? {} : { primaryExch: place }) };
  return symbol.length > CURRENCY ? { ...common, symbol: symbol.slice(0, -CURRENCY), currency: symbol.slice(-CURRENCY) } : undefined;
}

/** What TWS calls the prices of a contract: coins trade in aggregate, currencies do not trade at one place. Undefined where it has none. */
export function showOf({ secType }: Contract, price: string): 'TRADES' | 'AGGTRADES' | 'MIDPOINT' | 'BID' | 'ASK' | undefined {
  if (price === 'bid') return 'BID';
  if (price === 'ask') return 'ASK';
  if (price === 'mid') return 'MIDPOINT';
  if (price !== 'trade' || String(secType) === 'CASH') return undefined;
  return String(secType) === 'CRYPTO' ? 'AGGTRADES' : 'TRADES';
}

/** Whether a contract trades in sessions, of which only the regular hours are shown. */
export const hasSessions = ({ secType }: Contract): boolean => ['STK', 'OPT', 'CFD', 'IND', 'WAR', 'BOND'].includes(String(secType));
