import type { Grid } from '../../../engine/model/grid.ts';
import { type Instrument, instrumentOf } from '../../../engine/model/instrument.ts';

/** Where Bybit lists what. */
export type Category = 'spot' | 'linear' | 'inverse';

/** An instrument as Bybit calls it. */
export interface Listed {
  readonly instrument: Instrument;
  /** Its number in the exchange. */
  readonly index: number;
  readonly category: Category;
  readonly symbol: string;
  readonly base: string;
}

/** What an instrument is called at Bybit; its id is that of the listing, such as `BTCUSDT-SPOT.BYBIT`. */
export function listedOf(instrument: Instrument, index: number): Listed {
  const { id, contract, quote } = instrument;
  const symbol = id.replace(/\.BYBIT$/, '').replace(/-SPOT$/, '');
  const category = contract === 'spot' ? 'spot' : contract === 'inverse' ? 'inverse' : 'linear';
  return { instrument, index, category, symbol, base: symbol.slice(0, symbol.length - quote.length) };
}

/** Two perpetuals and a pair of coins in USDT, with the ticks and lots of Bybit. */
export const USDT_INSTRUMENTS: readonly Instrument[] = [
  instrumentOf('BTCUSDT.BYBIT', { tickSize: 0.1, stepSize: 0.001, minNotional: 5, contract: 'linear', quote: 'USDT' }),
  instrumentOf('ETHUSDT.BYBIT', { tickSize: 0.01, stepSize: 0.01, minNotional: 5, contract: 'linear', quote: 'USDT' }),
  instrumentOf('SOLUSDT-SPOT.BYBIT', { tickSize: 0.01, stepSize: 0.001, minNotional: 5, quote: 'USDT' }),
];

/** A perpetual that is settled in the coin it is about. */
export const BTC_INSTRUMENTS: readonly Instrument[] = [
  instrumentOf('BTCUSD.BYBIT', { tickSize: 0.5, stepSize: 1, contract: 'inverse', quote: 'USD', settle: 'BTC' }),
];

/** A number as it stands on a grid, with all of its decimals, as Bybit writes prices and quantities. */
export const onGrid = ({ den }: Grid, value: number): string => value.toFixed(decimalsOf(den));

/** How many decimals a grid has whose step is a fraction of `den` parts. */
function decimalsOf(den: number): number {
  let decimals = 0;
  for (let power = 1; power % den !== 0; power *= 10) decimals++;
  return decimals;
}

/** A sum of money, as many decimals as it has, eight at most. */
export const money = (value: number): string => (Number.isNaN(value) ? '' : String(Number(value.toFixed(8))));
