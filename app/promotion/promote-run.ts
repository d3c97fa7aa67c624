import type { Worth } from '../../engine/research/worth.ts';
import { readRun } from '../live/open-run.ts';
import { worthOfRun } from '../research/run-worth.ts';
import { type Repeated, repeat } from '../runs/repeat.ts';
import { RunStore } from '../runs/store.ts';
import { hashesOf } from '../sessions/hashes.ts';
import type { Judged } from './promote-session.ts';
import type { Promotion, WorthEvidence } from './promotion.ts';

/** Runs a kept backtest again, and says what it is worth; or why it is worth nothing. `asked` is the deflated Sharpe ratio that it needs. */
export async function promoteRun(workspace: string, id: string, now: string, asked = 0): Promise<Judged> {
  const repeated = await repeat(workspace, id);
  const why = whyNot(repeated);
  if (why !== undefined) return { why };
  const { kept, result } = repeated;
  const worth = worthOfRun(result, workspace);
  if (asked > 0 && !(worth.deflatedSharpe >= asked))
    return {
      why: `Expected a backtest with a deflated Sharpe ratio of ${asked} or more (--dsr), but that of "${id}" was "${worth.deflatedSharpe.toFixed(4)}" after ${worth.trials} trials`,
    };
  const { prepared } = await readRun(kept.spec, kept.baseDir, workspace, () => `run ${id}`);
  const { engine, code, params } = hashesOf(prepared);
  const { totalReturn, sharpe, maxDrawdown, trades } = result.metrics;
  const promotion: Promotion = {
    kind: 'backtest',
    source: id,
    strategies: kept.families,
    hashes: { engine, code, params },
    ts: now,
    evidence: {
      resultHash: result.resultHash,
      orders: result.orders.length,
      fills: result.fills.length,
      metrics: { totalReturn: known(totalReturn), sharpe: known(sharpe), maxDrawdown: known(maxDrawdown), trades: known(trades) },
      trials: trialsOf(workspace, kept.families),
      worth: evidenceOf(worth, asked),
    },
  };
  return { promotion };
}

function whyNot({ same, kept, result, changes }: Repeated): string | undefined {
  if (!same)
    return `Expected run "${kept.id}" to come out again as it did, but its result hash was "${result.resultHash.slice(0, 12)}", not "${kept.resultHash.slice(0, 12)}"${changes.length === 0 ? '' : `: ${changes.join('; ')}`}`;
  if (result.fills.length === 0) return `Expected a run that traded, but "${kept.id}" had "0" fills`;
  return undefined;
}

function evidenceOf(worth: Worth, asked: number): WorthEvidence {
  const { trials, different } = worth;
  return {
    trials,
    different,
    probabilisticSharpe: known(worth.probabilisticSharpe),
    deflatedSharpe: known(worth.deflatedSharpe),
    expectedMaximum: known(worth.expectedMaximum),
    years: known(worth.years),
    minTrackRecord: known(worth.minTrackRecord),
    minTrackRecordDeflated: known(worth.minTrackRecordDeflated),
    asked,
  };
}

const known = (value: number | undefined): number | null => (value === undefined || !Number.isFinite(value) ? null : value);

function trialsOf(workspace: string, families: readonly string[]) {
  const store = new RunStore(workspace);
  try {
    return store.trials().filter(({ family }) => families.includes(family));
  } finally {
    store.close();
  }
}
