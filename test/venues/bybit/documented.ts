/** How a parameter is written, and whether it has to be there. */
export interface Parameter {
  readonly type: 'string' | 'integer' | 'boolean';
  readonly required?: boolean;
}

const text: Parameter = { type: 'string' };
const must: Parameter = { type: 'string', required: true };
const whole: Parameter = { type: 'integer' };
const flag: Parameter = { type: 'boolean' };

/** Gives all names one meaning. */
const all = <N extends string>(parameter: Parameter, ...names: readonly N[]): Record<N, Parameter> =>
  Object.fromEntries(names.map((name) => [name, parameter])) as Record<N, Parameter>;

const ORDER_ID = all(text, 'orderId', 'orderLinkId');
const EXITS = all(text, 'takeProfit', 'stopLoss', 'tpTriggerBy', 'slTriggerBy', 'tpslMode', 'tpLimitPrice', 'slLimitPrice');
const PAGE = { limit: whole, cursor: text };
const SPAN = { startTime: whole, endTime: whole };
const COINS = all(text, 'symbol', 'baseCoin', 'settleCoin');

/** The parameters of requests by path, as the documentation lists them (bybit-exchange/docs @072c197, docs/v5). */
export const DOCUMENTED: Readonly<Record<string, Readonly<Record<string, Parameter>>>> = {
  '/v5/market/time': {},
  '/v5/market/instruments-info': { category: must, ...PAGE, ...all(text, 'symbol', 'symbolType', 'status', 'baseCoin') },
  '/v5/market/kline': { category: text, symbol: must, interval: must, start: whole, end: whole, limit: whole },
  '/v5/market/tickers': { category: must, ...all(text, 'symbol', 'baseCoin', 'expDate') },
  '/v5/market/orderbook': { category: must, symbol: must, limit: whole },
  '/v5/market/recent-trade': { category: must, ...all(text, 'symbol', 'baseCoin', 'optionType'), limit: whole },
  '/v5/account/info': {},
  '/v5/account/wallet-balance': { accountType: must, coin: text },
  '/v5/account/fee-rate': { category: must, ...all(text, 'symbol', 'baseCoin') },
  '/v5/account/transaction-log': { accountType: text, category: text, ...all(text, 'currency', 'baseCoin', 'type'), ...SPAN, ...PAGE },
  '/v5/user/query-api': {},
  '/v5/position/list': { category: must, ...COINS, ...PAGE },
  '/v5/position/set-leverage': { ...all(must, 'category', 'symbol', 'buyLeverage', 'sellLeverage') },
  '/v5/position/switch-mode': { category: must, ...all(text, 'symbol', 'coin'), mode: { type: 'integer', required: true } },
  '/v5/position/trading-stop': {
    ...all(must, 'category', 'symbol', 'tpslMode'),
    positionIdx: { type: 'integer', required: true },
    ...all(text, 'takeProfit', 'stopLoss', 'trailingStop', 'tpTriggerBy', 'slTriggerBy', 'activePrice', 'tpSize', 'slSize'),
    ...all(text, 'tpLimitPrice', 'slLimitPrice', 'tpOrderType', 'slOrderType'),
  },
  '/v5/order/create': {
    ...all(must, 'category', 'symbol', 'side', 'orderType', 'qty'),
    ...all(text, 'marketUnit', 'slippageToleranceType', 'slippageTolerance', 'price', 'orderFilter', 'triggerPrice', 'triggerBy'),
    ...all(text, 'orderIv', 'timeInForce', 'orderLinkId', 'smpType', 'tpOrderType', 'slOrderType', 'bboSideType', 'bboLevel'),
    ...all(whole, 'isLeverage', 'triggerDirection', 'positionIdx'),
    ...all(flag, 'rpiTakerAccess', 'reduceOnly', 'closeOnTrigger', 'mmp'),
    ...EXITS,
  },
  '/v5/order/amend': {
    ...all(must, 'category', 'symbol'),
    ...ORDER_ID,
    ...EXITS,
    ...all(text, 'orderIv', 'triggerPrice', 'qty', 'price', 'triggerBy'),
  },
  '/v5/order/cancel': { ...all(must, 'category', 'symbol'), ...ORDER_ID, orderFilter: text },
  '/v5/order/cancel-all': { category: must, ...COINS, ...all(text, 'orderFilter', 'stopOrderType') },
  '/v5/order/disconnected-cancel-all': { product: text, timeWindow: { type: 'integer', required: true } },
  '/v5/order/realtime': { category: must, ...COINS, ...ORDER_ID, openOnly: whole, orderFilter: text, ...PAGE },
  '/v5/order/history': { category: must, ...COINS, ...ORDER_ID, ...all(text, 'orderFilter', 'orderStatus'), ...SPAN, ...PAGE },
  '/v5/execution/list': { category: must, ...COINS, ...ORDER_ID, ...SPAN, execType: text, ...PAGE },
};
