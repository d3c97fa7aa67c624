import { describe, expect, it } from 'vitest';
import { linearRegression } from '../../../engine/indicators/linear-regression.ts';
import { mfi } from '../../../engine/indicators/mfi.ts';
import { obv } from '../../../engine/indicators/obv.ts';
import { parabolicSar } from '../../../engine/indicators/parabolic-sar.ts';
import { beta, correlation } from '../../../engine/indicators/regression.ts';
import { stdev } from '../../../engine/indicators/stdev.ts';
import { variance } from '../../../engine/indicators/variance.ts';
import type { Line } from '../../../engine/model/line.ts';
import type { Bars } from '../../../engine/model/series.ts';
import { ofColumns } from './rows.ts';
import { BARS } from './ta-lib-bars.ts';

/** What TA-Lib 0.6 (the C library) computes from these bars, in twelve digits; where its sums leave 1e-15 behind, 0. */
const CASES: readonly (readonly [name: string, make: (bars: Bars) => Line, values: readonly number[]])[] = [
  [
    'SAR(0.02, 0.2)',
    (bars) => parabolicSar(bars).value,
    [
      50.5, 50.446, 50.27216, 49.9018304, 49.325683968, 48.5331155712, 47.6291417027, 46.8336446983, 46.0029344406, 44.9944649301,
      44.0054612427, 43.194478219, 39.5, 39.562, 39.74352, 40.0229088, 40.285534272, 44.4, 44.318, 44.23764, 44.0521344, 43.743006336,
      43.3075658291,
    ],
  ],
  [
    'OBV',
    (bars) => obv(bars),
    [
      690, 570, -160, -900, -1080, -1960, -1960, -1270, -1660, -2050, -1950, -2580, -2170, -2260, -2180, -2760, -3360, -2990, -3100, -3660,
      -4150, -4450, -4260, -5150,
    ],
  ],
  [
    'MFI(5)',
    (bars) => mfi(bars, 5),
    [
      0, 0, 21.2082599772, 24.2607665218, 22.7595601321, 34.9916649668, 36.4597113154, 26.7634723331, 37.4403372732, 52.3430516082,
      65.6667362502, 65.7956103031, 43.8092823413, 38.3044471315, 26.7363752035, 0, 0, 0, 0,
    ],
  ],
  [
    'CORREL(close, volume, 6)',
    ({ close, volume }) => correlation(close, volume, 6),
    [
      -0.264348224454, -0.48543920884, -0.0427569049678, -0.0522497156801, -0.114683855663, 0.473272299629, 0.30424761104, 0.130901490062,
      -0.29119063086, -0.517615873684, -0.180017960579, -0.320184959111, 0.0203337361687, 0.275333611303, -0.202233222037, 0.138997344368,
      0.141435511862, -0.024691380293, -0.451532846641,
    ],
  ],
  [
    'BETA(close, low, 6), whose market is the first',
    ({ close, low }) => beta(low, close, 6),
    [
      0.68790857167, 0.839518967895, 0.845742871351, 0.727366526582, 0.413877927876, 0.223819752673, 0.0850437002589, -0.0261868153062,
      0.0139946063588, -0.408749036671, -0.282463770708, -0.249784218225, 0.236606423088, 0.301214744154, 0.702076380343, 0.673075440982,
      0.323283878209, 0.25460210633,
    ],
  ],
  [
    'LINEARREG(5)',
    ({ close }) => linearRegression(close, 5).value,
    [43.6, 41.68, 41.06, 41.34, 41.4, 40.54, 40.64, 40.4, 41.6, 41.98, 42.96, 43.42, 42.84, 42.78, 41.5, 40.7, 39.98, 39.04, 39.34, 39.26],
  ],
  [
    'LINEARREG_SLOPE(5)',
    ({ close }) => linearRegression(close, 5).slope,
    [-1.35, -1.64, -1.29, -0.72, -0.33, -0.41, -0.32, -0.33, 0.26, 0.44, 0.55, 0.61, 0.15, 0.09, -0.52, -0.61, -0.67, -0.82, -0.4, -0.25],
  ],
  [
    'LINEARREG_INTERCEPT(5)',
    ({ close }) => linearRegression(close, 5).intercept,
    [
      49, 48.24, 46.22, 44.22, 42.72, 42.18, 41.92, 41.72, 40.56, 40.22, 40.76, 40.98, 42.24, 42.42, 43.58, 43.14, 42.66, 42.32, 40.94,
      40.26,
    ],
  ],
  [
    'VAR(5)',
    ({ close }) => variance(close, 5),
    [
      3.828, 5.3824, 3.5344, 1.5736, 0.450400000001, 0.6744, 0.645599999999, 0.654399999999, 0.701599999999, 0.715999999999, 1.0504, 1.132,
      0.506399999998, 0.491999999998, 0.638399999998, 0.861599999998, 1.0056, 1.3896, 0.482399999998, 0.254399999998,
    ],
  ],
  [
    'STDDEV(5)',
    ({ close }) => stdev(close, 5),
    [
      1.95652753622, 2.32, 1.88, 1.25443214245, 0.671118469423, 0.821218606706, 0.803492377064, 0.808949936646, 0.837615663654,
      0.846167832052, 1.02489023803, 1.06395488626, 0.711617874985, 0.701427116669, 0.798999374217, 0.928224110869, 1.00279609094,
      1.17881296226, 0.694550214166, 0.504380808515,
    ],
  ],
];

describe('indicators compute what TA-Lib does', () => {
  it.each(CASES)('%s', (_, make, values) => {
    const ours = ofColumns(BARS, make);
    expect(ours.slice(0, -values.length).every(Number.isNaN)).toBe(true);
    for (const [k, value] of values.entries()) expect(ours[BARS.close.length - 1 - values.length + k]).toBeCloseTo(value, 9);
  });
});
