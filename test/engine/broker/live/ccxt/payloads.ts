/** What each payload of `conformance/nautilus` that an adapter of ccxt could meet comes to. */
export const RECORDED: Readonly<Record<string, readonly string[]>> = {
  'binance/spot/http_json/account_response': ['not used: makerCommission, takerCommission, buyerCommission'],
  'binance/spot/http_json/account_trades_response': ['BNBBTC:28457/100234 buy 12 BNBBTC.BINANCE at 4.000001, taker, fee 10.1 BNB'],
  'binance/spot/http_json/all_orders_response': ['myOrder1 buy 1 LTCBTC.BINANCE limit 0.1 -: open 0 at NaN'],
  'binance/spot/http_json/avg_price_response': ['not used: mins, price, closeTime'],
  'binance/spot/http_json/book_ticker_response': ['not used: symbol, bidPrice, bidQty'],
  'binance/spot/http_json/cancel_open_orders_response': [
    'E6APeyTJvkMvLMYMqu1KQ4 buy 0.178622 BTCUSDT.BINANCE limit 0.089853 -: canceled 0 at NaN',
    'A3EF2HCwxgZPFMrfwbgrhv buy 0.178622 BTCUSDT.BINANCE limit 0.09043 -: canceled 0 at NaN',
    'not used: orderListId, contingencyType, listStatusType',
  ],
  'binance/spot/http_json/cancel_order_response': ['myOrder1 buy 1 LTCBTC.BINANCE limit 2 -: canceled 0 at NaN'],
  'binance/spot/http_json/depth_response': ['not used: lastUpdateId, bids, asks'],
  'binance/spot/http_json/exchange_info_response': ['not used: timezone, serverTime, rateLimits'],
  'binance/spot/http_json/klines_response': ['not used: 0, 1, 2'],
  'binance/spot/http_json/new_order_full_response': ['6gCrw2kRUAF9CvJDGP16IP sell 10 BTCUSDT.BINANCE market - -: filled 10 at 1'],
  'binance/spot/http_json/open_orders_response': ['myOrder1 buy 1 LTCBTC.BINANCE limit 0.1 -: open 0 at NaN'],
  'binance/spot/http_json/order_response': ['myOrder1 buy 1 LTCBTC.BINANCE limit 0.1 -: open 0 at NaN'],
  'binance/spot/http_json/ping_response': ['not used: '],
  'binance/spot/http_json/server_time_response': ['not used: serverTime'],
  'binance/spot/http_json/ticker_24hr_response': ['not used: symbol, priceChange, priceChangePercent'],
  'binance/spot/http_json/ticker_price_response': ['not used: symbol, price'],
  'binance/spot/http_json/trades_response': ['not used: id, price, qty'],
  'binance/spot/user_data_json/account_position': ['not used: outboundAccountPosition'],
  'binance/spot/user_data_json/account_position_wrapped': ['not used: outboundAccountPosition'],
  'binance/spot/user_data_json/balance_update': ['not used: balanceUpdate'],
  'binance/spot/user_data_json/balance_update_wrapped': ['not used: balanceUpdate'],
  'binance/spot/user_data_json/execution_report_canceled': [
    'x-TD67BGP9-T0000000000000 buy 1 ETHUSDT.BINANCE limit 2500 -: canceled 0 at NaN',
  ],
  'binance/spot/user_data_json/execution_report_expired': [
    'x-TD67BGP9-T0000000000000 buy 1 ETHUSDT.BINANCE limit 2500 -: expired 0 at NaN',
  ],
  'binance/spot/user_data_json/execution_report_new': ['x-TD67BGP9-T0000000000000 buy 1 ETHUSDT.BINANCE limit 2500 -: open 0 at NaN'],
  'binance/spot/user_data_json/execution_report_stop_loss': [
    'x-TD67BGP9-T0000000000001 sell 1 ETHUSDT.BINANCE limit 2400 2450: open 0 at NaN',
  ],
  'binance/spot/user_data_json/execution_report_trade': [
    'x-TD67BGP9-T0000000000000 buy 1 ETHUSDT.BINANCE limit 2500 -: filled 1 at 2500',
    'ETHUSDT:98765432/12345678 buy 1 ETHUSDT.BINANCE at 2500, maker, fee 0.001 ETH',
  ],
  'binance/spot/user_data_json/execution_report_wrapped': ['mUvoqJxFIILMdfAW5iGSOW buy 1 ETHBTC.BINANCE limit 0.1026441 -: open 0 at NaN'],
  'binance/spot/user_data_json/list_status_wrapped': ['not used: listStatus'],
  'binance/futures/http_json/account_info_v2': ['23.72469206 USDT'],
  'binance/futures/http_json/balance': ['not used: accountAlias, asset, balance'],
  'binance/futures/http_json/open_algo_orders': ['test-algo-order-1 buy 0.001 BTCUSDT.BINANCEUSDM stop - 45000: open 0 at NaN'],
  'binance/futures/http_json/order_response': ['testOrder123 buy 0.001 BTCUSDT.BINANCEUSDM limit 50000 -: open 0 at NaN'],
  'binance/futures/http_json/position_risk': ['not used: symbol, positionAmt, entryPrice'],
  'binance/futures/user_data_json/account_update': ['not used: ACCOUNT_UPDATE'],
  'binance/futures/user_data_json/account_update_bnfcr': ['not used: ACCOUNT_UPDATE'],
  'binance/futures/user_data_json/algo_update_canceled': [
    'Q5xaq5EGKgXXa0fD7fs0Ip sell 0.01 BNBUSDT.BINANCEUSDM limit-if-touched 750 750: canceled 0 at NaN',
  ],
  'binance/futures/user_data_json/algo_update_new': [
    'Q5xaq5EGKgXXa0fD7fs0Ip sell 0.01 BNBUSDT.BINANCEUSDM limit-if-touched 750 750: open 0 at NaN',
  ],
  'binance/futures/user_data_json/order_update_adl': [
    'refused: BTCUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance/futures/user_data_json/order_update_calculated': [
    'refused: BTCUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance/futures/user_data_json/order_update_calculated_pending': [
    'refused: BTCUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance/futures/user_data_json/order_update_delivery': [
    'refused: BTCUSD_240329 is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance/futures/user_data_json/order_update_insurance': [
    'refused: BTCUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance/futures/user_data_json/order_update_new': [
    'refused: BTCUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance/futures/user_data_json/order_update_settlement': [
    'refused: BTCUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance/futures/user_data_json/order_update_trade': [
    'refused: BTCUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance/futures/user_data_json/order_update_trade_partial': [
    'refused: BTCUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance/futures/user_data_json/trade_lite': ['not used: TRADE_LITE'],
  'binance/futures/market_data_json/agg_trade_stream': ['not used: aggTrade'],
  'binance/futures/market_data_json/book_ticker_stream': ['not used: bookTicker'],
  'binance/futures/market_data_json/depth_update_stream': ['not used: depthUpdate'],
  'binance/futures/market_data_json/kline_stream_closed': ['1m 1638747660000 0.001 0.0025 0.001 0.002 1000'],
  'binance/futures/market_data_json/kline_stream_open': ['1m 1638747660000 0.001 0.0025 0.0015 0.002 1000 goes on'],
  'binance/futures/market_data_json/liquidation_stream': ['not used: forceOrder'],
  'binance/futures/market_data_json/mark_price_stream': ['not used: markPriceUpdate'],
  'binance/futures/market_data_json/ticker_stream': ['not used: 24hrTicker'],
  'binance/futures/market_data_json/trade_stream': ['not used: trade'],
  'binance_py/ws_messages/ws_futures_algo_update_finished': ['not used: ALGO_UPDATE'],
  'binance_py/ws_messages/ws_futures_algo_update_finished_canceled': ['not used: ALGO_UPDATE'],
  'binance_py/ws_messages/ws_futures_algo_update_triggered': ['not used: ALGO_UPDATE'],
  'binance_py/ws_messages/ws_futures_algo_update_triggering': [
    'O-20251211-053131-TEST-000-1 buy 38 DOGEUSDT.BINANCEUSDM stop - 0.13855: open 0 at NaN',
  ],
  'binance_py/ws_messages/ws_futures_book_ticker': ['not used: bookTicker'],
  'binance_py/ws_messages/ws_futures_depth_diff_update': ['not used: depthUpdate'],
  'binance_py/ws_messages/ws_futures_depth_update': ['not used: depthUpdate'],
  'binance_py/ws_messages/ws_futures_order_update_adl': [
    'refused: ETHUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance_py/ws_messages/ws_futures_order_update_adl_filled': [
    'refused: ETHUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance_py/ws_messages/ws_futures_order_update_liquidation': [
    'refused: BTCUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance_py/ws_messages/ws_futures_order_update_liquidation_zero_qty': [
    'refused: BTCUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance_py/ws_messages/ws_futures_order_update_new_limit_if_touched_price_match': [
    'refused: ETHUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance_py/ws_messages/ws_futures_order_update_new_price_match': [
    'refused: ETHUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance_py/ws_messages/ws_futures_order_update_new_reduce_only_qty': [
    'O-12345-test-reduce-only sell 1 ETHUSDT.BINANCEUSDM limit 2500 - reduce-only: open 0 at NaN',
  ],
  'binance_py/ws_messages/ws_futures_order_update_new_stop_limit_price_match': [
    'refused: ETHUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance_py/ws_messages/ws_futures_order_update_settlement': [
    'refused: BTCUSDT is in hedge mode, in which an instrument has two positions: switch it to one-way mode',
  ],
  'binance_py/ws_messages/ws_futures_order_update_trade_reduce_only_qty': [
    'O-12345-test-reduce-only-trade sell 1 ETHUSDT.BINANCEUSDM limit 2500 - reduce-only: filled 1 at 2500',
    'ETHUSDT:9988776655/8765432300 sell 1 ETHUSDT.BINANCEUSDM at 2500, taker, fee 0.5 USDT',
  ],
  'binance_py/ws_messages/ws_futures_ticker_24hr': ['not used: 24hrTicker'],
  'binance_py/ws_messages/ws_futures_trade_lite': ['not used: TRADE_LITE'],
  'binance_py/ws_messages/ws_spot_agg_trade': ['not used: aggTrade'],
  'binance_py/ws_messages/ws_spot_execution_report_binance_us': [
    'T0ESHzso0banw0QiPFZYgj sell 0.00042 BTCUSD.BINANCE limit 117290.77 -: filled 0.00042 at 117290.76999999999',
    'BTCUSD:88685053/2281896601 sell 0.00042 BTCUSD.BINANCE at 117290.77, taker, fee 0.00492621 USD',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_calculated': [
    'autoclose-123456789 sell 0.01 BTCUSDT.BINANCE limit 50000 -: filled 0.01 at 49500',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_canceled': [
    'O-12345-test-cancel sell 0.5 ETHUSDT.BINANCE limit 2500 -: canceled 0.1 at 2500',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_custom_client_id': [
    'INIT-BTC-1234567890 buy 1 ETHUSDT.BINANCE limit 2500 -: open 0.5 at 2499.5',
    'ETHUSDT:98765432/1234567890 buy 0.5 ETHUSDT.BINANCE at 2499.5, maker, fee 0.0005 ETH',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_empty_client_id': [
    ' buy 1 ETHUSDT.BINANCE limit 2500 -: open 0.5 at 2499.5',
    'ETHUSDT:98765432/1234567890 buy 0.5 ETHUSDT.BINANCE at 2499.5, maker, fee 0.0005 ETH',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_expired': [
    'O-12345-test-expired buy 0.01 BTCUSDT.BINANCE limit 50000 -: expired 0 at NaN',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_new': ['O-12345-test-new buy 1 ETHUSDT.BINANCE limit 2500 -: open 0 at NaN'],
  'binance_py/ws_messages/ws_spot_execution_report_new_limit_if_touched_price_match': [
    'O-12345-test-limit-if-touched-price-match buy 1 ETHUSDT.BINANCE limit 2505.25 2500: open 0 at NaN',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_new_price_match': [
    'O-12345-test-price-match buy 1 ETHUSDT.BINANCE limit 2495.5 -: open 0 at NaN',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_new_stop_limit_price_match': [
    'O-12345-test-stop-limit-price-match sell 1 ETHUSDT.BINANCE limit 2405.75 2400: open 0 at NaN',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_pending_cancel': [
    'O-12345-test-cancel sell 0.5 ETHUSDT.BINANCE limit 2500 -: open 0.1 at 2500',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_rejected': [
    'O-12345-test-reject buy 0.001 BTCUSDT.BINANCE limit 50000 -: rejected 0 at NaN',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_trade': [
    'O-12345-test-trade buy 1 ETHUSDT.BINANCE limit 2500 -: open 0.5 at 2499.5',
    'ETHUSDT:98765432/1234567890 buy 0.5 ETHUSDT.BINANCE at 2499.5, maker, fee 0.0005 ETH',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_trade_l_zero': ['refused: Expected an execution to say its price, but it was "0"'],
  'binance_py/ws_messages/ws_spot_execution_report_trade_l_zero_canceled': [
    'O-12345-test-l-zero-canceled buy 0.001 ETHUSDT.BINANCE limit 2500 -: canceled 0 at NaN',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_trade_l_zero_expired': [
    'O-12345-test-l-zero-expired buy 0.01 BTCUSDT.BINANCE limit 50000 -: expired 0 at NaN',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_trade_l_zero_new': [
    'O-12345-test-l-zero-new buy 1 ETHUSDT.BINANCE limit 2500 -: open 0 at NaN',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_trade_l_zero_partial': [
    'O-12345-test-l-zero-partial buy 1 ETHUSDT.BINANCE limit 2500 -: open 0.5 at NaN',
  ],
  'binance_py/ws_messages/ws_spot_execution_report_trade_prevention': [
    'O-12345-test-stp buy 1 ETHUSDT.BINANCE limit 2500 -: expired 0 at NaN',
  ],
  'binance_py/ws_messages/ws_spot_ticker_24hr': ['not used: 24hrTicker'],
  'binance_py/ws_messages/ws_spot_ticker_book': ['not used: stream, data'],
  'binance_py/ws_messages/ws_spot_trade': ['not used: trade'],
  'kraken/http_closed_orders': [
    ' buy 0.5 XBTUSDT.KRAKEN limit 29500 -: filled 0.5 at 29500',
    ' sell 1 ETHUSDT.KRAKEN market - -: filled 1 at 1850',
  ],
  'kraken/http_open_orders': [' buy 0.5 XBTUSDT.KRAKEN limit 29500 -: open 0 at NaN', ' sell 1 ETHUSDT.KRAKEN stop - 1800: open 0 at NaN'],
  'kraken/http_spot_balance': ['not used: error, result'],
  'kraken/http_trades_history': [
    'TCCCTY-WJ6EO-4FP4VZ buy 0.5 XBTUSDT.KRAKEN at 29500.5, maker, fee 23.6 USDT',
    'TDCVFQ-TPEG4-6X7LSZ sell 1 ETHUSDT.KRAKEN at 1799.75, taker, fee 3.6 USDT',
  ],
};

/** The same of `conformance/binance-docs`, by document and number of the example. */
export const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  'rest-api 37': ['6gCrw2kRUAF9CvJDGP16IP sell 10 BTCUSDT.BINANCE market - -: filled 10 at 1'],
  'rest-api 38': ['6gCrw2kRUAF9CvJDGP16IP sell 10 BTCUSDT.BINANCE market - -: filled 10 at 1'],
  'rest-api 41': ['myOrder1 buy 1 LTCBTC.BINANCE limit 2 -: canceled 0 at NaN'],
  'rest-api 44': [
    'E6APeyTJvkMvLMYMqu1KQ4 buy 0.178622 BTCUSDT.BINANCE limit 0.089853 -: canceled 0 at NaN',
    'A3EF2HCwxgZPFMrfwbgrhv buy 0.178622 BTCUSDT.BINANCE limit 0.09043 -: canceled 0 at NaN',
    'not used: orderListId, contingencyType, listStatusType',
  ],
  'rest-api 61': ['sBI1KM6nNtOfj5tccZSKly buy 0.5 BTCUSDT.BINANCE limit 31000 -: filled 0.5 at 28000'],
  'rest-api 64': ['myOrder1 buy 1 LTCBTC.BINANCE limit 0.1 -: open 0 at NaN'],
  'rest-api 65': ['myOrder1 buy 1 LTCBTC.BINANCE limit 0.1 -: open 0 at NaN'],
  'rest-api 66': ['myOrder1 buy 1 LTCBTC.BINANCE limit 0.1 -: open 0 at NaN'],
  'rest-api 70': ['BNBBTC:28457/100234 buy 12 BNBBTC.BINANCE at 4.000001, taker, fee 10.1 BNB'],
  'rest-api 75': ['refused: Expected "executedQty" to be a number, but it was ""'],
  'user-data-stream 2': ['mUvoqJxFIILMdfAW5iGSOW buy 1 ETHBTC.BINANCE limit 0.1026441 -: open 0 at NaN'],
  'user-data-stream 4': ['over: eventStreamTerminated'],
};
