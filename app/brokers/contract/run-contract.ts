import { audit } from './audit.ts';
import { Breach } from './breach.ts';
import type { ContractCase } from './case.ts';
import type { Stage, Subject } from './subject.ts';
import { Trial } from './trial.ts';

/** What came of a case. */
export interface CaseResult {
  readonly id: string;
  readonly says: string;
  readonly outcome: 'passed' | 'skipped' | 'failed';
  /** Why it was skipped, or what was found instead; empty where it passed. */
  readonly why: string;
}

/** Plays one case on a stage of its own. Throws nothing: what goes wrong is the result. */
export async function playCase(subject: Subject, { id, says, needs, emulateExits, isCold, play }: ContractCase): Promise<CaseResult> {
  let stage: Stage | undefined;
  try {
    stage = await subject.open(emulateExits === undefined ? {} : { emulateExits });
    const missing = needs.map((need) => need(stage!)).find((why) => why !== undefined);
    if (missing !== undefined) return { id, says, outcome: 'skipped', why: missing };
    const trial = new Trial(stage, subject);
    await trial.look();
    try {
      if (isCold !== true) await trial.start();
      await play(trial);
      await audit(trial);
    } finally {
      stage = trial.stage;
      await stage.close();
    }
    const { leftOver = 0 } = stage;
    if (leftOver > 0) throw new Breach(`Expected no timer to be left over after close, but it was ${leftOver}`);
    stage = undefined;
    return { id, says, outcome: 'passed', why: '' };
  } catch (error) {
    return { id, says, outcome: 'failed', why: error instanceof Breach ? error.message : sentenceOf(error) };
  } finally {
    await stage?.close().catch(() => {});
  }
}

/** Plays cases one after another. */
export async function runContract(
  subject: Subject,
  cases: readonly ContractCase[],
  told: (result: CaseResult) => void = () => {},
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const one of cases) {
    const result = await playCase(subject, one);
    results.push(result);
    told(result);
  }
  return results;
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));
