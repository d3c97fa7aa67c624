import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, by the clock: begun last, it would leave all but one worker without work. */
const LONG = [
  'test/contract/brokers.test.ts',
  'test/property/',
  'test/engine/risk/stopped.property.test.ts',
  'test/fault/sweep.test.ts',
  'test/docs/manual.test.ts',
  'test/reports/html/page.browser.test.ts',
  'test/app/newer-node.test.ts',
  'test/contract/',
  'test/docs/readme.test.ts',
  'test/fault/',
  'test/app/live/',
  'test/app/research/',
];

/** Files by how long they take, the longest first; the others as vitest sorts them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((path) => moduleId.includes(`/${path}`));
      return at === -1 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
