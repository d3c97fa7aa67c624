import type { Question } from './spoken.ts';

/** A payload: what it is the answer to and what it says, or why it is none of what is used. */
type Expected = { readonly as: Question; readonly says: readonly string[] } | string;

const CONTRACTS = 'it is of contracts, and pairs alone are certified';
const POLLED = 'the account is looked at, not listened to';
const OTHERWISE = 'it is asked for otherwise';
const NONE = 'nobody asks for it';

/** Payloads of `conformance/nautilus/okx`; a price, a fee and the like by the field that the API's documentation names for it. */
export const OKX: Readonly<Record<string, Expected>> = {
  common_optional_string_to_u64: NONE,
  http_balance_detail_new_fields: { as: 'balance', says: ['100 USDT'] },
  http_balance_detail_old_fields: { as: 'balance', says: ['100 USDT'] },
  http_cancel_algo_order_response: NONE,
  // `cashBal`; `eq` has 5.47 of an isolated position in it.
  http_get_account_balance: { as: 'balance', says: ['94.42612990333333 USDT'] },
  'http_get_account_positions-history': CONTRACTS,
  http_get_candlesticks: {
    as: 'candles',
    says: ['1625097600000 33528.6 33870 33528.6 33783.9 778.838', '1625097660000 33783.9 33783.9 33782.1 33782.1 0.123'],
  },
  http_get_candlesticks_full: {
    as: 'candles',
    says: ['1747093980000 102806 102820.5 102783.1 102806.1 7164.04', '1747094040000 102806.1 102820.4 102806.1 102820.4 1040.37'],
  },
  http_get_funding_rate_history: CONTRACTS,
  http_get_index_price: CONTRACTS,
  http_get_instruments_futures: CONTRACTS,
  http_get_instruments_margin: NONE,
  http_get_instruments_option: CONTRACTS,
  http_get_instruments_spot: {
    as: 'markets',
    says: ['BTCUSD 0.1 1e-8', 'ETHUSD 0.01 0.000001', 'SOLUSD 0.01 0.000001', 'XRPUSD 0.0001 0.000001', 'USDTUSD 0.0001 0.0001'],
  },
  http_get_instruments_swap: CONTRACTS,
  http_get_mark_price: CONTRACTS,
  http_get_option_summary: CONTRACTS,
  http_get_order_book: NONE,
  http_get_orders_algo_history: NONE,
  http_get_orders_algo_pending: NONE,
  http_get_orders_algo_pending_attached_oco: NONE,
  http_get_orders_algo_pending_close_fraction: NONE,
  // Of an account that trades contracts, too: they are somebody else's.
  http_get_orders_history: { as: 'orders', says: [' buy 0.03 BTC-USDT-SWAP.OKX market - -: filled 0.03 at 103698.9'] },
  http_get_orders_pending: { as: 'orders', says: ['client-order-1 buy 0.1 BTC-USDT-SWAP.OKX limit 103500 -: open 0 at NaN'] },
  http_get_orders_pending_with_attached_tp_sl: {
    as: 'orders',
    says: ['O-attached-entry buy 0.01 ETH-USDT-SWAP.OKX limit 2300 -: open 0 at NaN'],
  },
  http_get_position_tiers: CONTRACTS,
  http_get_positions: CONTRACTS,
  http_get_spread_orders: NONE,
  http_get_spread_trades: NONE,
  http_get_spreads: NONE,
  http_get_trade_fee_response: NONE,
  http_get_trades: {
    as: 'prints',
    says: ['734864332 at 1747087161666 102537.9 0.0000125 1', '734864333 at 1747087163557 102537.9 0.00013669 -1'],
  },
  http_place_algo_order_rejected: NONE,
  http_place_algo_order_response: NONE,
  http_place_order_response: { as: 'placed', says: ['12345678901234567890'] },
  http_set_position_mode_response: CONTRACTS,
  // A fee is negative where it is charged: this one was paid to us.
  http_transaction_detail: {
    as: 'fills',
    says: ['BTC/USDT:123456789/987654321 buy 0.001 BTCUSDT.OKX at 42000.5, taker, fee -0.042 USDT'],
  },
  // A fee that is not said counts as none, and is noted: the cash of the account, which is compared, has it.
  http_transaction_detail_empty_fee: {
    as: 'fills',
    says: ['BTC/USDT:123456789/987654321 buy 0.001 BTCUSDT.OKX at 42000.5, taker, fee NaN '],
  },
  ws_account: POLLED,
  ws_account_empty: POLLED,
  ws_bbo_tbt: { as: 'stream', says: ['1597026383085 8476.97 8476.98 256 415'] },
  ws_books_snapshot: NONE,
  ws_books_update: NONE,
  ws_candle: OTHERWISE,
  ws_funding_rate: CONTRACTS,
  ws_instruments: OTHERWISE,
  ws_opt_summary: CONTRACTS,
  ws_orders: POLLED,
  ws_orders_adl: POLLED,
  ws_orders_algo: POLLED,
  ws_orders_fok: POLLED,
  ws_orders_ioc: POLLED,
  ws_orders_liquidation: POLLED,
  ws_orders_optimal_limit_ioc: POLLED,
  ws_orders_option: POLLED,
  ws_orders_trigger: POLLED,
  ws_sprd_orders: POLLED,
  ws_tickers: OTHERWISE,
  ws_trades: { as: 'stream', says: ['130639474 at 1630048897897 42219.9 0.12060306 1'] },
};

/** Payloads of `conformance/nautilus/coinbase`. */
export const COINBASE: Readonly<Record<string, Expected>> = {
  http_accounts: { as: 'balance', says: ['1.23956789 BTC', '10450.5 USD'] },
  http_candles: {
    as: 'candles',
    says: [
      '1712188800000 65984.18 66387.77 65857.35 66314.59 358.74851052',
      '1712192400000 66312.4 66331.99 66055.14 66181.6 355.82896243',
    ],
  },
  http_cfm_balance_summary: CONTRACTS,
  http_cfm_position: CONTRACTS,
  http_cfm_positions: CONTRACTS,
  http_fills: {
    as: 'fills',
    says: [
      'ETH/USD:1111-11111-111112/0000-000000-000002 sell 0.0325 ETHUSD.COINBASE at 3076.92, taker, fee 0.5 USD',
      'BTC/USD:1111-11111-111111/0000-000000-000000 buy 0.005 BTCUSD.COINBASE at 45123.45, maker, fee 1.14 USD',
    ],
  },
  http_order: { as: 'order', says: ['11111-000000-000000 buy 0.001 BTCUSD.COINBASE limit 10000 -: open 0.001 at 50'] },
  http_orders_list: {
    as: 'orders',
    says: [
      '11111-000000-000001 buy 0.01 BTCUSD.COINBASE limit 45000 -: open 0 at NaN',
      '11111-000000-000002 sell 0.0325 ETHUSD.COINBASE market - -: filled 0.0325 at 3076.92',
    ],
  },
  http_product: OTHERWISE,
  http_product_book: NONE,
  http_products: { as: 'markets', says: ['BTCUSD 0.01 1e-8', 'BTCUSDC 0.01 1e-8'] },
  http_products_future: CONTRACTS,
  http_ticker: {
    as: 'prints',
    says: [
      '995098661 at 1775521737296 68924.94 0.01450854 1',
      '995098662 at 1775521738250 68923.67 0.00123858 -1',
      '995098663 at 1775521738544 68923.67 0.00064 -1',
    ],
  },
  ws_candles: OTHERWISE,
  ws_heartbeats: NONE,
  ws_l2_data_snapshot: NONE,
  ws_l2_data_update: NONE,
  ws_market_trades: {
    // ccxt takes them to come with the newest first, and turns them round.
    as: 'stream',
    says: ['995098701 at 1775572202800 68900 0.05 -1', '995098700 at 1775572202789 68900.5 0.0015 1'],
  },
  ws_subscriptions: NONE,
  ws_ticker: { as: 'stream', says: ['1775572203000 68900 68901 1.5 0.5'] },
  ws_user: POLLED,
};
