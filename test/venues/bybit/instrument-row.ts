import { type Listed, onGrid } from './listed.ts';

/** The largest orders, in steps. */
export const MOST_STEPS = 1_190_000;

/** An instrument as `/v5/market/instruments-info` has it. */
export const instrumentRow = (listed: Listed): object => (listed.category === 'spot' ? spotRow(listed) : contractRow(listed));

function contractRow({ instrument, symbol, category, base, index }: Listed): object {
  const { ticks, steps, tickSize, stepSize, quote, settle, minNotional } = instrument;
  const [tick, step] = [onGrid(ticks, tickSize), onGrid(steps, stepSize)];
  const most = onGrid(steps, MOST_STEPS * stepSize);
  return {
    symbol,
    symbolId: 5 + index,
    contractType: category === 'inverse' ? 'InversePerpetual' : 'LinearPerpetual',
    status: 'Trading',
    baseCoin: base,
    quoteCoin: quote,
    launchTime: '1585526400000',
    deliveryTime: '0',
    deliveryFeeRate: '',
    priceScale: String(tick.split('.')[1]?.length ?? 0),
    leverageFilter: { minLeverage: '1', maxLeverage: '100.00', leverageStep: '0.01' },
    priceFilter: { minPrice: tick, maxPrice: onGrid(ticks, 20_000_000 * tickSize), tickSize: tick },
    lotSizeFilter: {
      maxOrderQty: most,
      minOrderQty: step,
      qtyStep: step,
      postOnlyMaxOrderQty: most,
      maxMktOrderQty: onGrid(steps, 0.5 * MOST_STEPS * stepSize),
      ...(category === 'linear' ? { minNotionalValue: String(minNotional) } : {}),
    },
    unifiedMarginTrade: true,
    fundingInterval: 480,
    settleCoin: settle,
    copyTrading: 'both',
    upperFundingRate: '0.00375',
    lowerFundingRate: '-0.00375',
    isPreListing: false,
    preListingInfo: null,
    riskParameters: { priceLimitRatioX: '0.01', priceLimitRatioY: '0.02' },
    symbolType: '',
  };
}

function spotRow({ instrument, symbol, base, index }: Listed): object {
  const { ticks, steps, tickSize, stepSize, quote, minNotional } = instrument;
  const step = onGrid(steps, stepSize);
  const most = onGrid(steps, MOST_STEPS * stepSize);
  return {
    symbolId: 9 + index,
    symbol,
    baseCoin: base,
    quoteCoin: quote,
    innovation: '0',
    status: 'Trading',
    marginTrading: 'utaOnly',
    stTag: '0',
    lotSizeFilter: {
      basePrecision: step,
      quotePrecision: '0.0000001',
      minOrderQty: step,
      maxOrderQty: most,
      minOrderAmt: String(minNotional),
      maxOrderAmt: '8000000',
      maxLimitOrderQty: most,
      maxMarketOrderQty: onGrid(steps, 0.5 * MOST_STEPS * stepSize),
      postOnlyMaxLimitOrderSize: '60000',
    },
    priceFilter: { tickSize: onGrid(ticks, tickSize) },
    riskParameters: { priceLimitRatioX: '0.005', priceLimitRatioY: '0.01' },
    symbolType: '',
  };
}
