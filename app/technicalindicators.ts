export { type CandlestickPattern, candlestick } from '../engine/indicators/technicalindicators/candlestick.ts';
export { type KstParams, type Technical, technical } from '../engine/indicators/technicalindicators/technical.ts';
