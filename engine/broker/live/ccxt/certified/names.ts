/** Names of run files of the exchanges that are certified, and of their places where orders cost nothing. */
export const CERTIFIED_NAMES: readonly string[] = [
  ...['binance', 'binance-testnet', 'binance-demo', 'binance-usdm', 'binance-usdm-testnet', 'binance-usdm-demo', 'kraken'],
  ...['okx', 'okx-demo', 'kucoin', 'coinbase', 'coinbase-exchange', 'coinbase-exchange-sandbox', 'bitstamp'],
  ...['gemini', 'gemini-sandbox', 'htx', 'bybit-ccxt', 'bybit-ccxt-testnet', 'bybit-ccxt-demo'],
];
