import { describe, expect, it } from 'vitest';
import { CASES } from '../../app/brokers/contract/cases.ts';
import { type CaseResult, playCase } from '../../app/brokers/contract/run-contract.ts';
import type { Stage, Subject } from '../../app/brokers/contract/subject.ts';

/**
 * Puts one broker through what all of them promise, a test for each case; one that it cannot be asked is skipped with the reason.
 * The results come in as the tests run.
 */
export function brokerContract(subject: Subject): CaseResult[] {
  const results: CaseResult[] = [];
  describe(`${subject.name} keeps the contract of brokers`, () => {
    for (const one of CASES) {
      it(`${one.id}: ${one.says}`, async ({ skip }) => {
        const result = await playCase(subject, one);
        results.push(result);
        const { outcome, why } = result;
        if (outcome === 'skipped') skip(why);
        expect({ outcome, why }).toEqual({ outcome: 'passed', why: '' });
      });
    }
  });
  return results;
}

/** What the broker of a subject states. */
export async function supportsOf(subject: Subject): Promise<Stage['supports']> {
  const stage = await subject.open();
  await stage.close();
  return stage.supports;
}
