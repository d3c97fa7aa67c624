import { atrRisk } from './atr-risk.ts';
import { cap } from './cap.ts';
import { drawdownScaled } from './drawdown-scaled.ts';
import { equalRisk } from './equal-risk.ts';
import { fixed } from './fixed.ts';
import { fixedFractional } from './fixed-fractional.ts';
import { fractionOfEquity } from './fraction-of-equity.ts';
import { kelly } from './kelly.ts';
import { notional } from './notional.ts';
import { riskParity } from './risk-parity.ts';
import { roundTo } from './round-to.ts';
import { scale } from './scale.ts';
import { volatilityTarget } from './volatility-target.ts';

/** Every sizer as a function, to compose in a program: `{ model: sizers.cap(sizers.atr({ risk: 0.01 }), { fraction: 0.5 }) }`. */
export const sizers = {
  fixed,
  notional,
  fractionOfEquity,
  fixedFractional,
  atr: atrRisk,
  volatilityTarget,
  kelly,
  riskParity,
  equalRisk,
  drawdownScaled,
  cap,
  scale,
  roundTo,
} as const;
