import { describe, it } from 'vitest';
import { CASES } from '../../app/brokers/contract/cases.ts';
import { playCase } from '../../app/brokers/contract/run-contract.ts';
import type { Subject } from '../../app/brokers/contract/subject.ts';

/** Puts one broker through what all of them promise, a test for each case; one that it cannot be asked is skipped with the reason. */
export function brokerContract(subject: Subject): void {
  describe(`${subject.name} keeps the contract of brokers`, () => {
    for (const one of CASES) {
      it(`${one.id}: ${one.says}`, async ({ skip }) => {
        const { outcome, why } = await playCase(subject, one);
        if (outcome === 'skipped') skip(why);
        if (outcome === 'failed') throw new Error(why);
      });
    }
  });
}
