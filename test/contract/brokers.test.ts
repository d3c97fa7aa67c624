import { describe, expect, it } from 'vitest';
import { CASES } from '../../app/brokers/contract/cases.ts';
import type { CaseResult } from '../../app/brokers/contract/run-contract.ts';
import type { Subject } from '../../app/brokers/contract/subject.ts';
import { brokerContract, supportsOf } from './broker.ts';
import { type Played, partOnPage, partsOfPage, writePage } from './page.ts';
import { BROKERS, VENUES } from './subjects.ts';

const results = new Map<Subject, readonly CaseResult[]>();
for (const subject of [...BROKERS, ...VENUES]) results.set(subject, brokerContract(subject));

/** One after another: a fake on a clock that is turned turns the clock of this process. */
async function played(subjects: readonly Subject[]): Promise<Played[]> {
  const all: Played[] = [];
  for (const one of subjects) all.push({ name: one.name, supports: await supportsOf(one), results: results.get(one)! });
  return all;
}

describe('docs/brokers.md', () => {
  it('has what the suite found; WRITE_DOCS=1 writes it', async ({ skip }) => {
    if ([...results.values()].some(({ length }) => length < CASES.length)) skip('only some of the cases were played');
    const parts = partsOfPage(await played(BROKERS), await played(VENUES));
    if (process.env['WRITE_DOCS'] === '1') writePage(parts);
    for (const [name, part] of Object.entries(parts)) expect(partOnPage(name)).toBe(part);
  });
});
