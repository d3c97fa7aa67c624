import type { CaseResult } from './contract/run-contract.ts';

/** One case of a check as a line; beneath it why it was skipped, or what was found instead. */
export function checkLine({ id, says, outcome, why }: CaseResult): string {
  const first = `${id}  ${outcome.padEnd(7)}  ${says}\n`;
  return why === '' ? first : `${first}                 ${why}\n`;
}

/** How many cases came out how. */
export function checkSummary(name: string, results: readonly CaseResult[]): string {
  const count = (outcome: CaseResult['outcome']): number => results.filter((one) => one.outcome === outcome).length;
  return `${name}: ${count('passed')} passed, ${count('skipped')} skipped, ${count('failed')} failed\n`;
}
