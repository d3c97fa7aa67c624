/** Files of real market data, the calendar of their market, and exactly what is found in them; reviewed by hand, as the comments say. */
export const CATALOGUE: readonly (readonly [path: string, calendar: string, found: string])[] = [
  ['bars/crypto/ADABTC_binance_1m_20211127.csv', '24/7', 'clean'],
  ['bars/crypto/BTCPERP_1m_20211231_20220201.csv.gz', '24/7', 'flat 5'],
  ['bars/crypto/BTCUSDT_binance_1h_trade.csv', '24/7', 'clean'],
  // The fall of 2013-10-02, when Silk Road was closed: 115 to 83 and back within two hours.
  ['bars/crypto/BTCUSD_bitfinex_1h_trade.csv', '24/7', 'bad-print 1, spike 1, gap 7, flat 15'],
  // 2017-04-15, a low of 0.06; days without a trade in its first weeks.
  ['bars/crypto/BTCUSD_coinbase_1d_trade.csv', '24/7', 'bad-print 1, missing-session 34, flat 3'],
  // Six days of two years.
  ['bars/crypto/BTCUSD_coinbase_1m_trade_20161007_20180406.csv.gz', '24/7', 'missing-session 541, gap 96, flat 1301'],
  ['bars/crypto/BTCUSD_coinbase_1s_trade_20161007_20161009.csv.gz', '24/7', 'gap 10910, flat 8538'],
  ['bars/crypto/ETHUSD_coinbase_1m_trade_20180404_20180405.csv', '24/7', 'gap 2, flat 110'],
  ['bars/crypto/ETH_BTC_freqtrade_5m.csv.gz', '24/7', 'clean'],
  ['bars/crypto/LTC_BTC_freqtrade_5m.csv.gz', '24/7', 'clean'],
  ['bars/crypto/UNITTEST_BTC_freqtrade_1m.csv.gz', '24/7', 'gap 538, flat 1935'],
  ['bars/crypto/UNITTEST_BTC_freqtrade_30m.csv', '24/7', 'clean'],
  ['bars/crypto/XRP_ETH_freqtrade_1m.csv', '24/7', 'gap 676, flat 963'],
  ['bars/crypto/XRP_ETH_freqtrade_5m.csv', '24/7', 'gap 6, flat 32'],
  ['bars/cryptofuture/ADAUSDTPERP_binance_1m_trade_20221213.csv', '24/7', 'clean'],
  ['bars/cryptofuture/ADAUSDTPERP_binance_daily_trade.csv', '24/7', 'clean'],
  ['bars/cryptofuture/ADAUSDTPERP_binance_hour_trade.csv', '24/7', 'clean'],
  ['bars/cryptofuture/BTCUSDPERP_binance_1m_trade_20221213.csv', '24/7', 'gap 1, flat 49'],
  ['bars/cryptofuture/XRPUSDTPERP_1h_futures.csv', '24/7', 'clean'],
  ['bars/cryptofuture/XRPUSDTPERP_8h_mark.csv', '24/7', 'clean'],
  // Two companies of one ticker, 13 years apart.
  ['bars/equity/AAA_1d_trade.csv', 'XNYS', 'missing-session 3377, flat 66'],
  // Lows of 10.59, 25.3 and 32.65 at prices of 184, 243 and 330; splits of 2000, 2005, 2014 and 2020.
  ['bars/equity/AAPL_1d_trade.csv', 'XNYS', 'bad-print 3, split 4'],
  // The same, and the flash crash of 2010-05-06. The gap is the halt of Nasdaq on 2013-08-22, 17:00 to 19:00.
  ['bars/equity/AAPL_1h_trade.csv.gz', 'XNYS', 'bad-print 4, split 4, gap 1, out-of-session 49, flat 7'],
  ['bars/equity/AAPL_1m_trade_20140605_20140609.csv', 'XNYS', 'split-in-bar 1, out-of-session 1133, flat 348'],
  ['bars/equity/AIG_1m_trade_20131004_20131011.csv', 'XNYS', 'gap 1, out-of-session 219, flat 218'],
  ['bars/equity/GOOGL_1d_trade.csv', 'XNYS', 'clean'],
  ['bars/equity/GOOG_1d_2004_2013_btpy.csv', 'XNYS', 'clean'],
  // The first day, 67.5 on 2007-12-18, and 0.01 on 2008-09-30, when Nasdaq broke trades; the class split of 2014.
  ['bars/equity/GOOG_1d_trade.csv', 'XNYS', 'bad-print 3, split 1'],
  ['bars/equity/GOOG_1m_trade_20151223_20151228.csv', 'XNYS', 'gap 8, out-of-session 109, flat 89'],
  ['bars/equity/ORCL_1d_yahoo.csv', 'XNYS', 'clean'],
  // The split of 2000; QQQQ from December 2004 to March 2011.
  ['bars/equity/QQQ_1d_trade.csv', 'XNYS', 'split 1, missing-session 1588'],
  ['bars/equity/SPY_1d_trade.csv', 'XNYS', 'clean'],
  // Prints such as 98.92 at 113 and 144.12 at 114; the hour after the close on half-days.
  ['bars/equity/SPY_1h_trade.csv.gz', 'XNYS', 'bad-print 10, out-of-session 48, flat 3'],
  ['bars/equity/SPY_1m_trade_20131004_20131011.csv', 'XNYS', 'out-of-session 2499, flat 784'],
  ['bars/equity/SPY_1s_trade_20131007_20131011.csv.gz', 'XNYS', 'gap 17843, out-of-session 13315, flat 54719'],
  ['bars/equity/YHOO_1d_yahoo.csv', 'XNYS', 'clean'],
  ['bars/forex/EURUSD_1h_2017_2018_btpy.csv', 'FOREX', 'out-of-session 2, flat 2'],
  // A week of December 2016.
  ['bars/forex/EURUSD_oanda_1h_mid.csv.gz', 'FOREX', 'missing-session 7, gap 30, flat 1'],
  ['bars/forex/EURUSD_oanda_1m_mid_201405_201804.csv.gz', 'FOREX', 'missing-session 1005, gap 438, flat 575'],
  ['bars/forex/USDJPY_fxcm_1m_ask_201302.csv.gz', 'FOREX', 'gap 38, flat 116'],
  ['bars/forex/USDJPY_fxcm_1m_bid_201302.csv.gz', 'FOREX', 'gap 38'],
  ['bars/future/6EH4_cme_1m_202401.csv.gz', 'CME_FX', 'gap 353, flat 3400'],
  ['bars/future/ES_cme_1m_trade_20131006_20131011_201312.csv', 'CME', 'gap 65, flat 836'],
  ['bars/future/ES_cme_1m_trade_20131006_20131011_201403.csv', 'CME', 'gap 807, zero-volume 38, flat 1129'],
  ['bars/future/ES_cme_1m_trade_20131006_20131011_201406.csv', 'CME', 'gap 26, zero-volume 9, flat 21'],
  ['bars/future/ES_cme_1m_trade_20131006_20131011_201409.csv', 'CME', 'flat 1'],
  ['bars/future/ES_cme_1m_trade_20131006_20131011_201412.csv', 'CME', 'flat 1'],
  // Their days end at midnight UTC, and Sunday evening is a day.
  ['bars/future/ES_cme_daily_trade_201312.csv', '', 'clean'],
  ['bars/future/ES_cme_daily_trade_201403.csv', '', 'clean'],
  ['bars/future/ES_cme_daily_trade_201406.csv', '', 'flat 1'],
  ['bars/future/ES_cme_daily_trade_201409.csv', '', 'flat 5'],
  ['bars/future/ES_cme_daily_trade_201412.csv', '', 'flat 7'],
  ['bars/future/ES_cme_daily_trade_202003.csv', '', 'clean'],
  ['bars/future/ES_cme_daily_trade_202006.csv', '', 'clean'],
  ['bars/future/ES_cme_daily_trade_202009.csv', '', 'flat 1'],
  ['bars/future/ES_cme_hour_trade_201312.csv', 'CME', 'missing-session 44, gap 12'],
  ['bars/future/ES_cme_hour_trade_201403.csv', 'CME', 'missing-session 46, gap 14, zero-volume 3, flat 6'],
  ['bars/future/ES_cme_hour_trade_201406.csv', 'CME', 'missing-session 25, gap 18, zero-volume 5, flat 14'],
  ['bars/future/ES_cme_hour_trade_201409.csv', 'CME', 'flat 1'],
  ['bars/future/ES_cme_hour_trade_201412.csv', 'CME', 'flat 1'],
  ['bars/future/ES_cme_hour_trade_202003.csv', 'CME', 'gap 4'],
  ['bars/future/ES_cme_hour_trade_202006.csv', 'CME', 'clean'],
  ['bars/future/ES_cme_hour_trade_202009.csv', 'CME', 'flat 1'],
  ['bars/future/FESX_like_1m_20060102_20060227.csv.gz', 'XEUR', 'gap 726, flat 5736'],
  ['bars/index/ESTX50_1d_2006.csv', 'XEUR', 'clean'],
  // Crashes and prints of thin years: see the edge cases.
  ['bars/long/BTCUSD_bitfinex_1m_2013_2016_clean.csv.gz', '24/7', 'bad-print 35, spike 20, missing-session 137, gap 246003, flat 360331'],
  ['quotebars/crypto/BTCUSD_coinbase_1m_quote_20161007_20180406.csv', '24/7', 'bid: gap 5, flat 2871 | ask: gap 5, flat 2871'],
  ['quotebars/crypto/ETHUSD_coinbase_1m_quote_20180404_20180405.csv', '24/7', 'bid: gap 3, flat 2876 | ask: gap 3, flat 2876'],
  ['quotebars/cryptofuture/ADAUSDTPERP_binance_1m_quote_20221213.csv', '24/7', 'bid: gap 194 | ask: gap 194'],
  ['quotebars/cryptofuture/ADAUSDTPERP_binance_daily_quote.csv', '24/7', 'bid: missing-session 3 | ask: missing-session 3'],
  ['quotebars/cryptofuture/ADAUSDTPERP_binance_hour_quote.csv', '24/7', 'bid: clean | ask: clean'],
  ['quotebars/cryptofuture/BTCUSDPERP_binance_1m_quote_20221213.csv', '24/7', 'bid: gap 184 | ask: gap 184'],
  // Bids of 1 at four in the morning, on the day of the split too.
  [
    'quotebars/equity/AAPL_1m_quote_20140605_20140609.csv',
    'XNYS',
    'bid: bad-print 2, out-of-session 1342, flat 399 | ask: split 1, out-of-session 1342, flat 390',
  ],
  // A bar filled forward for 13 minutes on 2013-10-09.
  [
    'quotebars/equity/AIG_1m_quote_20131004_20131011.csv',
    'XNYS',
    'bid: out-of-session 702, stale 13, flat 382 | ask: out-of-session 702, flat 481',
  ],
  [
    'quotebars/equity/GOOG_1m_quote_20151223_20151228.csv',
    'XNYS',
    'bid: gap 1, out-of-session 141, flat 60 | ask: gap 1, out-of-session 141, flat 77',
  ],
  [
    'quotebars/equity/SPY_1m_quote_20131004_20131011.csv.gz',
    'XNYS',
    'bid: out-of-session 3072, flat 488 | ask: out-of-session 3072, flat 531',
  ],
  [
    'quotebars/equity/SPY_1s_quote_20131007_20131011.csv.gz',
    'XNYS',
    'bid: gap 2879, out-of-session 31366, flat 98584 | ask: gap 2879, out-of-session 31366, stale 10, flat 98534',
  ],
  // As in the hourly file.
  ['quotebars/forex/EURGBP_oanda_1d_quote.csv', '', 'bid: gap 1 | ask: gap 1'],
  [
    'quotebars/forex/EURUSD_fxcm_1m_quote_20110307_20111031.csv',
    'FOREX',
    'bid: missing-session 168, gap 9, flat 11 | ask: missing-session 168, gap 9, flat 33',
  ],
  ['quotebars/forex/EURUSD_oanda_1d_quote.csv', '', 'bid: gap 1 | ask: gap 1'],
  [
    'quotebars/forex/EURUSD_oanda_1h_quote.csv.gz',
    'FOREX',
    'bid: missing-session 7, gap 30, flat 1 | ask: missing-session 7, gap 30, flat 1',
  ],
  [
    'quotebars/forex/EURUSD_oanda_1m_quote_201405_201804.csv.gz',
    'FOREX',
    'bid: missing-session 1005, gap 438, flat 776 | ask: missing-session 1005, gap 438, flat 772',
  ],
  [
    'quotebars/future/ES_cme_1m_quote_20131006_20131011_201312.csv.gz',
    'CME',
    'bid: gap 11, out-of-session 137, flat 2029 | ask: gap 5, out-of-session 159, flat 1985',
  ],
  [
    'quotebars/future/ES_cme_1m_quote_20131006_20131011_201403.csv.gz',
    'CME',
    'bid: gap 480, out-of-session 16, flat 1285 | ask: gap 503, out-of-session 22, flat 1376',
  ],
  // An offer of 1900 at 1636 before the break.
  [
    'quotebars/future/ES_cme_1m_quote_20131006_20131011_201406.csv',
    'CME',
    'bid: gap 719, out-of-session 12, flat 943 | ask: spike 2, gap 745, out-of-session 7, flat 973',
  ],
  [
    'quotebars/future/ES_cme_1m_quote_20131006_20131011_201409.csv',
    'CME',
    'bid: gap 496, out-of-session 4, flat 619 | ask: gap 526, out-of-session 6, flat 626',
  ],
  [
    'quotebars/future/ES_cme_1m_quote_20131006_20131011_201412.csv',
    'CME',
    'bid: gap 420, out-of-session 4, flat 538 | ask: gap 280, out-of-session 1, flat 316',
  ],
  ['trades/crypto/BTCUSDT_binance_trades_20210108.csv', '24/7', 'clean'],
  ['trades/crypto/BTCUSDT_binance_usdm_trades_20240808.csv.gz', '24/7', 'clean'],
  ['trades/crypto/ETHUSDT_public_trades_20230202.csv', '24/7', 'clean'],
  ['trades/crypto/XRPETH_binance_trades_20191011.csv.gz', '24/7', 'clean'],
  ['trades/equity/SPY_tick_trade_20131007.csv.gz', 'XNYS', 'out-of-session 9097'],
  ['quotes/crypto/BTCUSDT_binance_quotes_20210108.csv', '24/7', 'clean'],
  ['quotes/crypto/BTCUSDT_binance_usdm_bookticker_20240808.csv.gz', '24/7', 'clean'],
  // Each line of this tape changes one side.
  ['quotes/equity/IBM_tick_quote_20131007.csv.gz', 'XNYS', 'out-of-session 1069, one-sided 109067'],
  ['quotes/forex/EURUSD_histdata_ticks_20200101.csv.gz', 'FOREX', 'clean'],
  ['quotes/forex/EURUSD_oanda_tick_20140502.csv.gz', 'FOREX', 'clean'],
  ['l2/BTCUSDT_binance_usdm_depth_20240808.csv.gz', '24/7', 'clean'],
  ['funding/ADAUSDTPERP_binance_funding.csv', '24/7', 'clean'],
  // Four days of 2020 and one of 2022.
  ['funding/BTCUSDPERP_binance_funding.csv', '24/7', 'funding-gap 1'],
  ['funding/XRPUSDTPERP_binance_funding_202111.csv', '24/7', 'funding-jitter 59'],
];
