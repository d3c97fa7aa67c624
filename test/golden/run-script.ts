import {
  type AnyStrategy,
  type BacktestParts,
  type BarColumns,
  BarSeries,
  type FillRecord,
  instrumentOf,
  Outcome,
  runBacktest,
} from '../../engine/index.ts';
import orderScript from '../../strategies/order-script.ts';

/** A recorded run as this engine takes it: an order script, and how the account and the simulator are set. */
export interface Translation {
  /** Bars by role, in declared order. */
  readonly feeds: Readonly<Record<string, BarColumns>>;
  readonly stepSize: number;
  readonly multiplier: number;
  /** Money that a contract binds: what it leaves free counts as cash. Null where cash is what is not invested. */
  readonly margin: number | null;
  /** Order scripts, each of a strategy of its own on the one account. */
  readonly scripts: readonly (readonly object[])[];
  readonly settings: Pick<BacktestParts, 'account' | 'fee' | 'slippage' | 'simulator'>;
}

/** What came of it. Columns have one value per slice. */
export interface Played {
  readonly fills: readonly FillRecord[];
  readonly ts: Float64Array;
  readonly equity: Float64Array;
  readonly cash: readonly number[];
}

/** Runs a translation. Cash is read by the strategy at each close, before the orders of that close fill. */
export function play({ feeds, stepSize, multiplier, margin, scripts, settings }: Translation): Played {
  const cash: number[] = [];
  const watched: AnyStrategy = {
    ...orderScript,
    setup(ctx, params) {
      const handlers = orderScript.setup(ctx, params);
      const bound = (): number => series.reduce((sum, one) => sum + Math.abs(ctx.position(one).qty), 0) * (margin ?? 0);
      return {
        ...handlers,
        onSlice(ts) {
          cash.push(margin === null ? ctx.cash : ctx.equity - bound());
          handlers.onSlice?.(ts);
        },
      };
    },
  };
  const roles = Object.keys(feeds);
  const bound = Object.fromEntries(roles.map((role) => [role, new BarSeries(role, feeds[role]!)]));
  const series = Object.values(bound);
  series.forEach((one, k) => {
    one.instrument = k;
  });
  const run = runBacktest({
    strategies: scripts.map((commands, k) => ({
      id: `script ${k}`,
      strategy: k === 0 ? watched : (orderScript as AnyStrategy),
      params: { script: { commands } },
      feeds: bound,
      capital: null,
    })),
    series,
    instruments: roles.map((role) => instrumentOf(role, { stepSize, multiplier })),
    ...settings,
    sizer: { model: 'fixed', qty: 1 },
    risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null },
    seed: 1,
    warmUntil: Number.NEGATIVE_INFINITY,
  });
  const { fills, equity } = new Outcome(run);
  return { fills, ts: equity.ts, equity: equity.value, cash };
}
