import { adl } from '../../../engine/indicators/adl.ts';
import { divide, multiply, subtract } from '../../../engine/indicators/arithmetic.ts';
import { ema } from '../../../engine/indicators/ema.ts';
import { forceIndex } from '../../../engine/indicators/force-index.ts';
import { technical } from '../../../engine/indicators/technicalindicators/technical.ts';
import { hl2 } from '../../../engine/indicators/typical-price.ts';
import type { Line } from '../../../engine/model/line.ts';
import type { Bars } from '../../../engine/model/series.ts';
import type { ReferenceCase } from './reference-case.ts';

const awesome = (bars: Bars): Line => technical('awesomeoscillator', bars, { fastPeriod: 5, slowPeriod: 34 });

/** What comes from the package technicalindicators, and what replaces its faulty ones, against LEAN and Stock.Indicators. */
export const BRIDGE_CASES: readonly ReferenceCase[] = [
  { of: 'stock-indicators', file: 'awesome.csv', column: 'oscillator', make: awesome },
  { of: 'stock-indicators', file: 'awesome.csv', column: 'normalized', make: (bars) => multiply(divide(awesome(bars), hl2(bars)), 100) },
  { of: 'stock-indicators', file: 'adl.csv', column: 'adl', make: adl },
  { of: 'lean', file: 'spy_ao.txt', column: 'AO', make: awesome },
  { of: 'lean', file: 'spy_trix.txt', column: 'TRIX_5', make: ({ close }) => technical('trix', close, { period: 5 }) },
  { of: 'lean', file: 'spy_with_ForceIndex.csv', column: 'ForceIndex20', make: (bars) => forceIndex(bars, 20) },
  {
    of: 'lean',
    file: 'spy_ad_osc.txt',
    column: 'AdOsc_3_10',
    make: (bars) => subtract(ema(adl(bars), 3), ema(adl(bars), 10)),
  },
];
