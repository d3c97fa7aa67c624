import type { Exposure } from './exposure.ts';
import type { Relation } from './relation.ts';
import type { Shape } from './shape.ts';
import type { TradeStats } from './trade-stats.ts';

/** What came of the money. */
export interface Growth {
  readonly startEquity: number;
  readonly finalEquity: number;
  readonly totalReturn: number;
  readonly cagr: number;
  /** The annualisation that was used. */
  readonly periodsPerYear: number;
  /** Share of equity values during which something was held. */
  readonly exposure: number;
  /** Notional traded per year, both ways, over the mean equity. */
  readonly turnover: number;
}

/** Return against risk, annualised. */
export interface Risk {
  readonly annualVolatility: number;
  readonly sharpe: number;
  readonly sortino: number;
  readonly downsideRisk: number;
}

/** What the first prices of all instruments bought and held would have come to; see buy-and-hold.ts. */
export interface Held {
  readonly buyAndHoldReturn: number;
}

/** What exceeds the required return over what falls short of it. */
export interface Excess {
  readonly omega: number;
}

/** Falls from a peak, and growth against them. */
export interface Falls {
  readonly calmar: number;
  /** Positive fraction of the peak. */
  readonly maxDrawdown: number;
  /** Milliseconds. */
  readonly maxDrawdownDuration: number;
  readonly maxDrawdownDurationDays: number;
  /** Days of the longest drawdown that ended. */
  readonly longestRecoveryDays: number;
  readonly avgDrawdown: number;
  readonly avgDrawdownDurationDays: number;
  /** Fraction, where its authors count percent. */
  readonly ulcerIndex: number;
  /** Excess growth over the ulcer index. */
  readonly martin: number;
  /** Money made over the greatest fall in money. */
  readonly recoveryFactor: number;
}

/** The worst returns per equity value, as returns: negative is a loss. */
export interface Tails {
  readonly var95: number;
  readonly cvar95: number;
  readonly var99: number;
  readonly cvar99: number;
  /** The 95 % quantile over the size of the 5 % quantile. */
  readonly tailRatio: number;
  /** Profit factor of the returns per equity value times the tail ratio. */
  readonly commonSense: number;
}

/** Days and months of UTC. */
export interface Spells {
  /** NaN for equity that is valued less than daily. */
  readonly bestDay: number;
  readonly worstDay: number;
  readonly bestMonth: number;
  readonly worstMonth: number;
  /** Share of months that earned something. */
  readonly positiveMonths: number;
  /** Sum of monthly returns over the size of the sum of the negative ones. */
  readonly gainToPain: number;
}

/** What trading cost; money. */
export interface Spent {
  readonly fees: number;
  /** Money given away against the undisturbed prices. */
  readonly slippage: number;
  readonly costs: number;
  /** Costs as a share of what would have been earned without them. */
  readonly costShare: number;
}

/** The numbers of a run by what they are worked out from; reading one number works out its part, once. */
export interface Parts {
  readonly growth: Growth;
  readonly held: Held;
  readonly risk: Risk;
  readonly excess: Excess;
  readonly steadiness: { readonly stability: number };
  readonly shape: Shape;
  readonly falls: Falls;
  readonly tails: Tails;
  readonly spells: Spells;
  readonly relation: Relation;
  readonly exposure: Exposure;
  readonly trades: TradeStats;
  readonly spent: Spent;
}

/** The numbers of a run; docs/metrics.md gives each formula and its source. NaN = not applicable; never infinite. */
export interface Metrics extends Growth, Held, Risk, Excess, Shape, Falls, Tails, Spells, Relation, Exposure, TradeStats, Spent {
  readonly stability: number;
}

/** Which part a number belongs to, in the order in which files list them. */
export const PART_OF: { readonly [Name in keyof Metrics]: keyof Parts } = {
  startEquity: 'growth',
  finalEquity: 'growth',
  totalReturn: 'growth',
  cagr: 'growth',
  annualVolatility: 'risk',
  sharpe: 'risk',
  sortino: 'risk',
  calmar: 'falls',
  maxDrawdown: 'falls',
  maxDrawdownDuration: 'falls',
  maxDrawdownDurationDays: 'falls',
  longestRecoveryDays: 'falls',
  avgDrawdown: 'falls',
  avgDrawdownDurationDays: 'falls',
  exposure: 'growth',
  trades: 'trades',
  winRate: 'trades',
  profitFactor: 'trades',
  expectancy: 'trades',
  sqn: 'trades',
  kelly: 'trades',
  bestTrade: 'trades',
  worstTrade: 'trades',
  avgTrade: 'trades',
  grossProfit: 'trades',
  grossLoss: 'trades',
  netProfit: 'trades',
  avgWin: 'trades',
  avgLoss: 'trades',
  payoffRatio: 'trades',
  longestWinStreak: 'trades',
  longestLossStreak: 'trades',
  avgTradeDurationDays: 'trades',
  maxTradeDurationDays: 'trades',
  avgBars: 'trades',
  avgMae: 'trades',
  avgMfe: 'trades',
  var95: 'tails',
  cvar95: 'tails',
  var99: 'tails',
  cvar99: 'tails',
  turnover: 'growth',
  fees: 'spent',
  slippage: 'spent',
  costs: 'spent',
  costShare: 'spent',
  alpha: 'relation',
  beta: 'relation',
  correlation: 'relation',
  trackingError: 'relation',
  informationRatio: 'relation',
  treynor: 'relation',
  upCapture: 'relation',
  downCapture: 'relation',
  benchmarkReturn: 'relation',
  buyAndHoldReturn: 'held',
  periodsPerYear: 'growth',
  downsideRisk: 'risk',
  omega: 'excess',
  stability: 'steadiness',
  skew: 'shape',
  kurtosis: 'shape',
  probabilisticSharpe: 'shape',
  tailRatio: 'tails',
  commonSense: 'tails',
  ulcerIndex: 'falls',
  martin: 'falls',
  recoveryFactor: 'falls',
  bestDay: 'spells',
  worstDay: 'spells',
  bestMonth: 'spells',
  worstMonth: 'spells',
  positiveMonths: 'spells',
  gainToPain: 'spells',
  timeLong: 'exposure',
  timeShort: 'exposure',
  grossExposure: 'exposure',
  maxGrossExposure: 'exposure',
  netExposure: 'exposure',
};
