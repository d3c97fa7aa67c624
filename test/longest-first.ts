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
  'test/app/research/',
];

/** What mostly waits: several of it at a time would leave the processor without work. */
const WAITS = ['test/app/live/', 'test/app/sessions/', 'test/data/fetch/'];

/** Files of a project, which share a process, follow each other: the longest first, and between them what waits. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = new Set(files.map(({ project }) => project));
    return [...projects].flatMap((project) => woven(sorted.filter((file) => file.project === project)));
  }
}

/** One that waits after every two that work. */
function woven(files: readonly TestSpecification[]): TestSpecification[] {
  const waiting = files.filter((file) => placeIn(WAITS, file) < WAITS.length);
  const working = files.filter((file) => !waiting.includes(file)).sort((a, b) => placeIn(LONG, a) - placeIn(LONG, b));
  return [...working.flatMap((file, k) => (k % 2 === 1 ? [file, ...waiting.splice(0, 1)] : [file])), ...waiting];
}

/** Which of the paths a file is of; how many there are if it is of none. */
function placeIn(paths: readonly string[], { moduleId }: TestSpecification): number {
  const at = paths.findIndex((path) => moduleId.includes(`/${path}`));
  return at === -1 ? paths.length : at;
}
