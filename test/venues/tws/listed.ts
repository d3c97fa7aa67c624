import { type Instrument, instrumentOf } from '../../../engine/model/instrument.ts';

/** A contract as IB lists it, and the instrument of the exchange that it is. */
export interface Listed {
  readonly instrument: Instrument;
  /** Its number in the exchange. */
  readonly index: number;
  readonly conId: number;
  readonly symbol: string;
  readonly secType: 'STK' | 'CASH' | 'FUT' | 'OPT' | 'CRYPTO';
  readonly lastTradeDate: string;
  readonly strike: number;
  readonly right: string;
  readonly multiplier: string;
  /** Where orders are sent to. */
  readonly exchange: string;
  readonly primaryExch: string;
  readonly currency: string;
  readonly localSymbol: string;
  readonly tradingClass: string;
}

type Terms = Partial<Omit<Listed, 'instrument' | 'index'>> & Pick<Listed, 'conId' | 'symbol'>;

/** A contract at IB: a stock on SMART, where nothing else is said. */
const listed = (instrument: Instrument, terms: Terms): Omit<Listed, 'index'> => ({
  instrument,
  ...{ secType: 'STK', lastTradeDate: '', strike: 0, right: '', multiplier: '', exchange: 'SMART', primaryExch: 'NASDAQ' },
  ...{ currency: instrument.quote, localSymbol: terms.symbol, tradingClass: 'NMS' },
  ...terms,
});

/** Stocks, with IB's own numbers of them. */
export const STOCKS = [
  listed(instrumentOf('AAPL.IBKR', { tickSize: 0.01, stepSize: 1 }), { conId: 265598, symbol: 'AAPL' }),
  listed(instrumentOf('MSFT.IBKR', { tickSize: 0.01, stepSize: 1 }), { conId: 272093, symbol: 'MSFT' }),
  listed(instrumentOf('SPY.IBKR', { tickSize: 0.01, stepSize: 1 }), {
    conId: 756733,
    symbol: 'SPY',
    primaryExch: 'ARCA',
    tradingClass: 'SPY',
  }),
];

/** The future on the S&P 500 of December 2026. */
export const FUTURE = listed(instrumentOf('ESZ6-FUT-CME.IBKR', { tickSize: 0.25, stepSize: 1, contract: 'linear', multiplier: 50 }), {
  ...{ conId: 649180695, symbol: 'ES', secType: 'FUT', lastTradeDate: '20261218', multiplier: '50', exchange: 'CME' },
  ...{ primaryExch: '', localSymbol: 'ESZ6', tradingClass: 'ES' },
});

/** Euros in dollars. */
export const FOREX = listed(instrumentOf('EURUSD-FX.IBKR', { tickSize: 0.00005, stepSize: 1 }), {
  ...{ conId: 12087792, symbol: 'EUR', secType: 'CASH', exchange: 'IDEALPRO', primaryExch: '' },
  ...{ localSymbol: 'EUR.USD', tradingClass: 'EUR.USD' },
});

/** A call on AAPL. */
export const OPTION = listed(instrumentOf('AAPL-20261218-C-250-OPT.IBKR', { tickSize: 0.01, stepSize: 1, multiplier: 100 }), {
  ...{ conId: 700000001, symbol: 'AAPL', secType: 'OPT', lastTradeDate: '20261218', strike: 250, right: 'C', multiplier: '100' },
  ...{ primaryExch: '', localSymbol: 'AAPL  261218C00250000', tradingClass: 'AAPL' },
});

/** Bitcoin in dollars, at Paxos. */
export const CRYPTO = listed(instrumentOf('BTCUSD-CRYPTO.IBKR', { tickSize: 0.25, stepSize: 0.00000001 }), {
  ...{ conId: 479624278, symbol: 'BTC', secType: 'CRYPTO', exchange: 'PAXOS', primaryExch: '' },
  ...{ localSymbol: 'BTC.USD', tradingClass: 'BTC' },
});

/** Contracts in the order in which the exchange has them. */
export const numbered = (contracts: readonly Omit<Listed, 'index'>[]): Listed[] => contracts.map((one, index) => ({ ...one, index }));

/** Which contracts a request may mean: all that contradict nothing it says. */
export function meantBy(asked: Readonly<Record<string, string>>, all: readonly Listed[]): Listed[] {
  const { conId = '', strike = '', exchange = '' } = asked;
  const says = (name: 'symbol' | 'secType' | 'lastTradeDate' | 'right' | 'multiplier' | 'currency' | 'localSymbol' | 'tradingClass') =>
    asked[name] === undefined || asked[name] === '' ? undefined : asked[name];
  if (conId !== '' && conId !== '0') return all.filter((one) => String(one.conId) === conId && isRouted(one, exchange));
  // A stock is asked for by its symbol, anything by the name it has where it trades.
  if (says('localSymbol') === undefined && (says('symbol') === undefined || says('secType') === undefined)) return [];
  return all.filter(
    (one) =>
      (['symbol', 'secType', 'lastTradeDate', 'right', 'multiplier', 'currency', 'localSymbol', 'tradingClass'] as const).every(
        (name) => says(name) === undefined || says(name) === one[name],
      ) &&
      (strike === '' || Number(strike) === 0 || Number(strike) === one.strike) &&
      isRouted(one, exchange),
  );
}

const isRouted = (one: Listed, exchange: string): boolean =>
  exchange === '' || exchange === one.exchange || (one.exchange === 'SMART' && exchange === one.primaryExch);
