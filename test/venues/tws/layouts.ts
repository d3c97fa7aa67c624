import type { Layout } from './layout.ts';

/** A contract as requests name it. */
export const CONTRACT = [
  ...['conId', 'symbol', 'secType', 'lastTradeDate', 'strike', 'right', 'multiplier'],
  ...['exchange', 'primaryExch', 'currency', 'localSymbol', 'tradingClass'],
] as const;

/** A contract as answers name it: it has no primary exchange. */
const TOLD = CONTRACT.filter((name) => name !== 'primaryExch');

/** A request for an order, of one leg, without algorithms, conditions or scales. */
export const PLACE: Layout = [
  'orderId',
  ...CONTRACT,
  ...['secIdType', 'secId', 'action', 'totalQuantity', 'orderType', 'lmtPrice', 'auxPrice', 'tif', 'ocaGroup', 'account'],
  ...['openClose', 'origin', 'orderRef', 'transmit', 'parentId', 'blockOrder', 'sweepToFill', 'displaySize', 'triggerMethod'],
  ...['outsideRth', 'hidden', 'sharesAllocation', 'discretionaryAmt', 'goodAfterTime', 'goodTillDate'],
  ...['faGroup', 'faMethod', 'faPercentage'],
  ['faProfile', 0, 177],
  ...['modelCode', 'shortSaleSlot', 'designatedLocation', 'exemptCode', 'ocaType', 'rule80A', 'settlingFirm', 'allOrNone', 'minQty'],
  ...['percentOffset', 'eTradeOnly', 'firmQuoteOnly', 'nbboPriceCap', 'auctionStrategy', 'startingPrice', 'stockRefPrice', 'delta'],
  ...['stockRangeLower', 'stockRangeUpper', 'overridePercentageConstraints', 'volatility', 'volatilityType', 'deltaNeutralOrderType'],
  ...['deltaNeutralAuxPrice', 'continuousUpdate', 'referencePriceType', 'trailStopPrice', 'trailingPercent', 'scaleInitLevelSize'],
  ...['scaleSubsLevelSize', 'scalePriceIncrement', 'scaleTable', 'activeStartTime', 'activeStopTime', 'hedgeType'],
  ...['optOutSmartRouting', 'clearingAccount', 'clearingIntent', 'notHeld', 'deltaNeutral', 'algoStrategy', 'algoId', 'whatIf'],
  ...['orderMiscOptions', 'solicited', 'randomizeSize', 'randomizePrice', 'conditions', 'adjustedOrderType', 'triggerPrice'],
  ...['lmtPriceOffset', 'adjustedStopPrice', 'adjustedStopLimitPrice', 'adjustedTrailingAmount', 'adjustableTrailingUnit'],
  ...['extOperator', 'softDollarName', 'softDollarValue', 'cashQty', 'mifid2DecisionMaker', 'mifid2DecisionAlgo'],
  ...['mifid2ExecutionTrader', 'mifid2ExecutionAlgo', 'dontUseAutoPriceForHedge', 'isOmsContainer', 'discretionaryUpToLimitPrice'],
  ...['usePriceMgmtAlgo', 'duration', 'postToAts', 'autoCancelParent', 'advancedErrorOverride', 'manualOrderTime'],
  ['customerAccount', 183],
  ['professionalCustomer', 184],
  ['includeOvernight', 189],
  ['manualOrderIndicator', 192],
];

/** What the fake does not carry out: a request that has any of these is refused, never taken for one without. */
export const EMPTY: readonly string[] = [
  ...['secIdType', 'secId', 'discretionaryAmt', 'goodAfterTime', 'faGroup', 'faMethod', 'faPercentage', 'modelCode', 'shortSaleSlot'],
  ...['rule80A', 'minQty', 'percentOffset', 'nbboPriceCap', 'volatility', 'deltaNeutralOrderType', 'scaleInitLevelSize'],
  ...['scalePriceIncrement', 'hedgeType', 'algoStrategy', 'adjustedOrderType', 'lmtPriceOffset', 'cashQty'],
];

/** Requests by the number that they begin with; `version` is that of the message. */
export const REQUESTS: Readonly<Record<number, { readonly name: string; readonly layout: Layout }>> = {
  1: {
    name: 'mktData',
    layout: ['version', 'reqId', ...CONTRACT, 'deltaNeutral', 'genericTicks', 'snapshot', 'regulatorySnapshot', 'options'],
  },
  2: { name: 'cancelMktData', layout: ['version', 'reqId'] },
  3: { name: 'placeOrder', layout: PLACE },
  4: {
    name: 'cancelOrder',
    layout: [['version', 0, 192], 'orderId', 'manualTime', ['extOperator', 192], ['manualOrderIndicator', 192]],
  },
  5: { name: 'openOrders', layout: ['version'] },
  6: { name: 'accountUpdates', layout: ['version', 'subscribe', 'account'] },
  7: { name: 'executions', layout: ['version', 'reqId', 'clientId', 'account', 'time', 'symbol', 'secType', 'exchange', 'side'] },
  8: { name: 'ids', layout: ['version', 'count'] },
  9: {
    name: 'contractDetails',
    layout: ['version', 'reqId', ...CONTRACT, 'includeExpired', 'secIdType', 'secId', ['issuerId', 176]],
  },
  15: { name: 'autoOpenOrders', layout: ['version', 'bind'] },
  16: { name: 'allOpenOrders', layout: ['version'] },
  17: { name: 'managedAccounts', layout: ['version'] },
  20: {
    name: 'historicalData',
    layout: [
      ...['reqId', ...CONTRACT, 'includeExpired', 'endDateTime', 'barSize', 'duration', 'useRTH', 'whatToShow', 'formatDate'],
      ...['keepUpToDate', 'options'],
    ],
  },
  25: { name: 'cancelHistoricalData', layout: ['version', 'reqId'] },
  49: { name: 'currentTime', layout: ['version'] },
  50: { name: 'realTimeBars', layout: ['version', 'reqId', ...CONTRACT, 'barSize', 'whatToShow', 'useRTH', 'options'] },
  51: { name: 'cancelRealTimeBars', layout: ['version', 'reqId'] },
  58: {
    name: 'globalCancel',
    layout: [
      ['version', 0, 192],
      ['extOperator', 192],
      ['manualOrderIndicator', 192],
    ],
  },
  59: { name: 'marketDataType', layout: ['version', 'type'] },
  61: { name: 'positions', layout: ['version'] },
  62: { name: 'accountSummary', layout: ['version', 'reqId', 'group', 'tags'] },
  63: { name: 'cancelAccountSummary', layout: ['version', 'reqId'] },
  64: { name: 'cancelPositions', layout: ['version'] },
  71: { name: 'startApi', layout: ['version', 'clientId', 'optionalCapabilities'] },
  92: { name: 'pnl', layout: ['reqId', 'account', 'modelCode'] },
  93: { name: 'cancelPnl', layout: ['reqId'] },
  97: { name: 'tickByTick', layout: ['reqId', ...CONTRACT, 'tickType', 'count', 'ignoreSize'] },
  98: { name: 'cancelTickByTick', layout: ['reqId'] },
  99: { name: 'completedOrders', layout: ['apiOnly'] },
};

/** What an order and one that is over say in common, up to the volatility block. */
const TRAILS = ['trailStopPrice', 'trailingPercent'];
const VOLATILITY = [
  ...['volatility', 'volatilityType', 'deltaNeutralOrderType', 'deltaNeutralAuxPrice', 'continuousUpdate', 'referencePriceType'],
];
const LEGS = ['comboLegsDescription', 'comboLegsCount', 'orderComboLegsCount', 'smartComboRoutingParamsCount'];
const SCALE = ['scaleInitLevelSize', 'scaleSubsLevelSize', 'scalePriceIncrement', 'hedgeType'];
const CLEARING = ['clearingAccount', 'clearingIntent', 'notHeld', 'deltaNeutral', 'algoStrategy', 'solicited'];
const PEGS = ['minTradeQty', 'minCompeteSize', 'competeAgainstBestOffset', 'midOffsetAtWhole', 'midOffsetAtHalf'];
const MAIN = [
  ...[...TOLD, 'action', 'totalQuantity', 'orderType', 'lmtPrice', 'auxPrice', 'tif', 'ocaGroup', 'account', 'openClose', 'origin'],
];
const ADVISOR = ['faGroup', 'faMethod', 'faPercentage'];
const MODEL = ['modelCode', 'goodTillDate', 'rule80A'];
const BOX = ['startingPrice', 'stockRefPrice', 'delta', 'stockRangeLower', 'stockRangeUpper', 'displaySize'];

/** An order as it is told: message 5. */
export const OPEN_ORDER: Layout = [
  ...['orderId', ...MAIN, 'orderRef', 'clientId', 'permId', 'outsideRth', 'hidden', 'discretionaryAmt', 'goodAfterTime', 'allocation'],
  ...ADVISOR,
  ['faProfile', 0, 177],
  ...[...MODEL, 'percentOffset', 'settlingFirm', 'shortSaleSlot', 'designatedLocation', 'exemptCode', 'auctionStrategy', ...BOX],
  ...['blockOrder', 'sweepToFill', 'allOrNone', 'minQty', 'ocaType', 'eTradeOnly', 'firmQuoteOnly', 'nbboPriceCap', 'parentId'],
  ...['triggerMethod', ...VOLATILITY, ...TRAILS, 'basisPoints', 'basisPointsType', ...LEGS, ...SCALE, 'optOutSmartRouting'],
  ...[...CLEARING, 'whatIf', 'status', 'initMarginBefore', 'maintMarginBefore', 'equityWithLoanBefore', 'initMarginChange'],
  ...['maintMarginChange', 'equityWithLoanChange', 'initMarginAfter', 'maintMarginAfter', 'equityWithLoanAfter', 'commission'],
  ...['minCommission', 'maxCommission', 'commissionCurrency', 'warningText', 'randomizeSize', 'randomizePrice', 'conditions'],
  // The stop of a trail stands in it twice.
  ...['adjustedOrderType', 'triggerPrice', 'trailStopPrice', 'lmtPriceOffset', 'adjustedStopPrice', 'adjustedStopLimitPrice'],
  ...['adjustedTrailingAmount', 'adjustableTrailingUnit', 'softDollarName', 'softDollarValue', 'softDollarDisplay', 'cashQty'],
  ...['dontUseAutoPriceForHedge', 'isOmsContainer', 'discretionaryUpToLimitPrice', 'usePriceMgmtAlgo', 'duration', 'postToAts'],
  ...['autoCancelParent', ...PEGS],
  ['customerAccount', 183],
  ['professionalCustomer', 184],
  ['bondAccruedInterest', 185],
  ['includeOvernight', 189],
  ['extOperator', 193],
  ['manualOrderIndicator', 193],
];

/** An order that is over: message 101. */
export const COMPLETED_ORDER: Layout = [
  ...[...MAIN, 'orderRef', 'permId', 'outsideRth', 'hidden', 'discretionaryAmt', 'goodAfterTime', ...ADVISOR, ...MODEL, 'percentOffset'],
  ...['settlingFirm', 'shortSaleSlot', 'designatedLocation', 'exemptCode', ...BOX, 'sweepToFill', 'allOrNone', 'minQty', 'ocaType'],
  ...['triggerMethod', ...VOLATILITY, ...TRAILS, ...LEGS, ...SCALE, ...CLEARING, 'status', 'randomizeSize', 'randomizePrice'],
  ...['conditions', 'trailStopPrice', 'lmtPriceOffset', 'cashQty', 'dontUseAutoPriceForHedge', 'isOmsContainer', 'autoCancelDate'],
  ...['filledQuantity', 'refFuturesConId', 'autoCancelParent', 'shareholder', 'imbalanceOnly', 'routeMarketableToBbo'],
  ...['parentPermId', 'completedTime', 'completedStatus', ...PEGS],
  ['customerAccount', 183],
  ['professionalCustomer', 184],
];

/** An execution: message 11. */
export const EXECUTION: Layout = [
  ...['reqId', 'orderId', ...TOLD, 'execId', 'time', 'account', 'execExchange', 'side', 'shares', 'price', 'permId', 'clientId'],
  ...['liquidation', 'cumQty', 'avgPrice', 'orderRef', 'evRule', 'evMultiplier', 'modelCode', 'lastLiquidity'],
  ['pendingPriceRevision', 178],
];

/** Details of a contract: message 10. */
export const CONTRACT_DATA: Layout = [
  ...['reqId', 'symbol', 'secType', 'lastTradeDateAndTime'],
  ['lastTradeDate', 182],
  ...['strike', 'right', 'exchange', 'currency', 'localSymbol', 'marketName', 'tradingClass', 'conId', 'minTick', 'multiplier'],
  ...['orderTypes', 'validExchanges', 'priceMagnifier', 'underConId', 'longName', 'primaryExch', 'contractMonth', 'industry'],
  ...['category', 'subcategory', 'timeZoneId', 'tradingHours', 'liquidHours', 'evRule', 'evMultiplier', 'secIdListCount'],
  ...['aggGroup', 'underSymbol', 'underSecType', 'marketRuleIds', 'realExpirationDate', 'stockType', 'minSize', 'sizeIncrement'],
  'suggestedSizeIncrement',
  ['ineligibilityReasonCount', 186],
];

/** What is held of a contract: message 61. */
export const POSITION: Layout = ['version', 'account', ...TOLD, 'position', 'avgCost'];

/** What an account holds of a contract, and what it is worth: message 7. */
export const PORTFOLIO: Layout = [
  ...['version', 'conId', 'symbol', 'secType', 'lastTradeDate', 'strike', 'right', 'multiplier', 'primaryExch', 'currency'],
  ...['localSymbol', 'tradingClass', 'position', 'marketPrice', 'marketValue', 'averageCost', 'unrealizedPNL', 'realizedPNL', 'account'],
];

/** Where an order stands: message 3. */
export const ORDER_STATUS: Layout = [
  ...['orderId', 'status', 'filled', 'remaining', 'avgFillPrice', 'permId', 'parentId', 'lastFillPrice', 'clientId', 'whyHeld'],
  'mktCapPrice',
];
