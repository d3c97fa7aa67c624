import { BINANCE } from './binance.ts';
import { BINANCE_USDM } from './binance-usdm.ts';
import { BITSTAMP } from './bitstamp.ts';
import { BYBIT } from './bybit.ts';
import { COINBASE } from './coinbase.ts';
import { COINBASE_EXCHANGE } from './coinbase-exchange.ts';
import { GEMINI } from './gemini.ts';
import { HTX } from './htx.ts';
import { KRAKEN } from './kraken.ts';
import { KUCOIN } from './kucoin.ts';
import { OKX } from './okx.ts';
import type { Certified } from './row.ts';

/** Every exchange that orders may go to through ccxt: what is not in here is refused. */
export const CERTIFIED: readonly Certified[] = [
  ...[BINANCE, BINANCE_USDM, KRAKEN],
  ...[OKX, KUCOIN, COINBASE, COINBASE_EXCHANGE, BITSTAMP, GEMINI, HTX, BYBIT],
];

/** Why an exchange that ccxt knows is not certified, as the end of a sentence. */
export const UNCERTIFIED: Readonly<Record<string, string>> = {
  bitfinex: 'its client ids are whole numbers that are unique for a day: an order whose answer is lost could not be found again by ours',
};

/** The row of a name of the catalogue, or of one of its places where orders cost nothing: `binance-testnet`. */
export function certifiedOf(name: string): { readonly row: Certified; readonly sandbox: string } | undefined {
  for (const row of CERTIFIED) {
    if (row.name === name) return { row, sandbox: '' };
    const sandbox = Object.keys(row.sandboxes).find((one) => name === `${row.name}-${one}`);
    if (sandbox !== undefined) return { row, sandbox };
  }
  return undefined;
}
