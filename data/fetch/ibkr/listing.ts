import type { Contract, ContractDetails } from '@stoqey/ib';
import { ConfigError } from '../../../engine/model/errors.ts';
import type { InstrumentSpec } from '../../../engine/model/instrument.ts';
import { hasSessions } from '../../live/ibkr/contract.ts';
import type { Listing } from '../source.ts';

/** A listing with the contract that requests name. */
export interface IbkrListing extends Listing {
  readonly contract: Contract;
}

/** Calendars by the exchange where a contract is at home. */
const CALENDARS: Readonly<Record<string, string>> = {
  ...{ NASDAQ: 'XNAS', NYSE: 'XNYS', ARCA: 'XNYS', AMEX: 'XNYS', BATS: 'XNYS', CME: 'CME', CBOT: 'CME', NYMEX: 'NYMEX', COMEX: 'NYMEX' },
  ...{ IDEALPRO: 'FOREX', LSE: 'XLON', IBIS: 'XETR', EUREX: 'XEUR', NSE: 'XNSE', SEHK: 'XHKG' },
};

/** The contract of an id as TWS describes it. Throws a ConfigError where it is none, or several. */
export function listingOf(id: string, found: readonly ContractDetails[]): IbkrListing {
  const [details, ...others] = found;
  if (details === undefined) throw new ConfigError(`Expected an instrument that IB knows, but it was "${id}"`);
  if (others.length > 0)
    throw new ConfigError(
      `Expected an id that means one contract of IB, but "${id}" means ${found.length}: say its exchange (${id.replace('.IBKR', '')}-STK-${
        details.contract.primaryExch ?? 'NYSE'
      }.IBKR), or its number (${details.contract.conId}-CONID.IBKR)`,
    );
  const { contract, minTick = 0, sizeIncrement = 0 } = details;
  const isFuture = String(contract.secType) === 'FUT';
  const multiplier = Number(contract.multiplier ?? 0) || 1;
  const calendar = CALENDARS[contract.primaryExch ?? ''] ?? CALENDARS[contract.exchange ?? ''];
  const spec: InstrumentSpec = {
    ...(minTick > 0 ? { tickSize: minTick } : {}),
    ...(sizeIncrement > 0 ? { stepSize: sizeIncrement } : {}),
    ...{ multiplier, contract: isFuture ? 'linear' : 'spot', quote: contract.currency ?? 'USD' },
    ...(calendar === undefined ? {} : { calendar }),
  };
  return { id, symbol: contract.localSymbol ?? contract.symbol ?? id, spec, contract, notes: notesOf(contract) };
}

const notesOf = (contract: Contract): string[] =>
  hasSessions(contract) ? ['bars are of the regular hours, their prices adjusted for splits and not for dividends'] : [];
