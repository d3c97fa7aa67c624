import { barsOfAll, isAlive, measuredPeriod } from './measured.ts';
import { unitNotional } from './notional.ts';
import type { SizerModel } from './sizer.ts';
import type { ParityTerms } from './sizer-spec.ts';
import { volatility } from './volatility.ts';

/**
 * Each instrument of the run has a share of equity in inverse proportion to its volatility: equity x exposure x (1 / σ) /
 * Σ (1 / σ) / (notional of a unit), so that all contribute alike to the risk where all are correlated alike (Maillard, Roncalli
 * and Teïletche, The Properties of Equally Weighted Risk Contribution Portfolios, 2010). One without a volatility, or
 * without a bar for as long as it is measured, does not count.
 */
export const riskParity =
  ({ period = 60, timeframe, exposure = 1, periodsPerYear }: ParityTerms): SizerModel =>
  (desk) => {
    measuredPeriod(period, 'risk-parity');
    const bars = barsOfAll(desk, timeframe);
    const sigmas = bars.map((own, index) => volatility(desk, index, own, period, periodsPerYear));
    return (request) => {
      const own = 1 / sigmas[request.index]!();
      let sum = 0;
      for (let i = 0; i < sigmas.length; i++) {
        const inverse = 1 / sigmas[i]!();
        if (Number.isFinite(inverse) && isAlive(bars[i]!, bars[request.index]!, period)) sum += inverse;
      }
      return Number.isFinite(own) ? (request.equity * exposure * (own / sum)) / unitNotional(request) : 'nothing-to-size-by';
    };
  };
