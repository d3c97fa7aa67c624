import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of recorded runs: one folder per case with a `case.json`, and their `data`. */
export const GOLDEN_DIR = resolve(process.env['GOLDEN_DIR'] ?? '../shared/golden');

/** One call of the recorded strategy of a backtesting.py case, made at the close of `bar`. */
export interface PyCall {
  readonly bar: number;
  readonly call: string;
  readonly size?: number | null;
  readonly limit?: number | null;
  readonly stop?: number | null;
  readonly sl?: number | null;
  readonly tp?: number | null;
  readonly portion?: number;
  readonly trade?: number;
}

/** One trade of a backtesting.py case; an open one has no exit. */
export interface PyTrade {
  readonly size: number;
  readonly entryBar: number;
  readonly entryPrice: number;
  readonly exitBar?: number;
  readonly exitPrice?: number;
  readonly tp?: number | null;
}

/** A recorded run of backtesting.py. `calls` go in; `expected` is only compared with. */
export interface PyCase {
  readonly kind: 'backtesting.py';
  readonly id: string;
  readonly data: readonly string[];
  readonly broker: {
    readonly cash: number;
    readonly spread: number;
    /** A rate of the notional, a fixed amount with a rate, or (as text) code of its own. */
    readonly commission: number | readonly [fixed: number, rate: number] | string;
    readonly margin: number;
    readonly trade_on_close: boolean;
    readonly hedging: boolean;
    readonly exclusive_orders: boolean;
    readonly finalize_trades: boolean;
    readonly fractional_unit?: number;
  };
  readonly firstBar: number;
  readonly calls: readonly PyCall[];
  readonly expected: {
    readonly trades: readonly PyTrade[];
    readonly open_trades_at_end: readonly PyTrade[];
    readonly broker_warnings: readonly string[];
    readonly equity_curve: readonly number[];
  };
}

/** One call of the recorded strategy of a backtrader case, made at the close of `bar`. */
export interface TraderCall {
  readonly bar: number;
  readonly call: string;
  readonly order: number;
  readonly data?: number;
  readonly type?: string;
  readonly size?: number;
  readonly price?: number;
  readonly limit?: number;
  readonly trailamount?: number;
  readonly trailpercent?: number;
  readonly valid?: string | null;
  readonly parent?: number | null;
  readonly oco?: number | null;
}

/** One execution of a backtrader case. */
export interface Execution {
  readonly order: number;
  readonly exec_time: string;
  readonly size: number;
  readonly price: number;
  readonly commission: number;
}

/** A recorded run of backtrader. `calls` go in; `expected` is only compared with. */
export interface TraderCase {
  readonly kind: 'backtrader';
  readonly id: string;
  readonly data: readonly string[];
  readonly broker: {
    readonly cash: number;
    readonly commission: number;
    readonly margin: number | null;
    readonly mult: number;
    readonly filler: readonly [name: string, terms: { readonly perc?: number; readonly size?: number }] | null;
    readonly slip_perc: number;
    readonly slip_fixed: number;
    readonly slip_open?: boolean;
    readonly slip_match?: boolean;
    readonly slip_out?: boolean;
    readonly coc: boolean;
  };
  readonly calls: readonly TraderCall[];
  readonly expected: {
    readonly executions: readonly Execution[];
    readonly event_counts: Readonly<Record<string, number>>;
    readonly value_and_cash_per_bar: readonly (readonly [value: number, cash: number])[];
  };
}

export type GoldenCase = PyCase | TraderCase;

/** The ids of the cases that are there, in the order of their names; none where the folder is absent. */
export function caseIds(): readonly string[] {
  if (!existsSync(GOLDEN_DIR)) return [];
  return readdirSync(GOLDEN_DIR)
    .filter((name) => existsSync(join(GOLDEN_DIR, name, 'case.json')))
    .sort();
}

interface RawCase {
  readonly id: string;
  readonly engine: { readonly name: 'backtesting.py' | 'backtrader' };
  readonly data: { readonly file: string } | readonly { readonly file: string }[];
  readonly strategy: { readonly first_next_bar?: number };
  readonly expected: { readonly strategy_calls: readonly never[] };
}

/** Reads one case. Data files are paths below the folder. */
export function readCase(id: string): GoldenCase {
  const raw = JSON.parse(readFileSync(join(GOLDEN_DIR, id, 'case.json'), 'utf8')) as RawCase;
  const data = [raw.data].flat().map(({ file }) => join(GOLDEN_DIR, file));
  const common = { ...raw, kind: raw.engine.name, data, calls: raw.expected.strategy_calls, firstBar: raw.strategy.first_next_bar ?? 1 };
  return common as unknown as GoldenCase;
}
