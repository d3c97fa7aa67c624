import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

const ALL = 'test/**/*.test.ts';
/**
 * What measures how V8 compiles it, and what runs through so much that a process of its own pays: where other files ran before,
 * code is compiled for what they met, too.
 */
const ALONE = ['test/**/*.contract.test.ts', 'test/property/**/*.test.ts', 'test/**/*.property.test.ts'];
/** What stands around the engine. CI counts no lines there, nor in those alone: counting costs a quarter. */
const AROUND = ['app', 'data', 'docs', 'fault', 'reports'].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    // The others share what they import: modules keep nothing (but caches) that one file of tests could leave to the next.
    projects: [
      { extends: true, test: { name: 'alone', include: ALONE } },
      { extends: true, test: { name: 'engine', include: [ALL], exclude: [...ALONE, ...AROUND], isolate: false } },
      { extends: true, test: { name: 'around', include: AROUND, exclude: ALONE, isolate: false } },
    ],
    setupFiles: ['test/setup.ts'],
    // Much of the suite waits, for sockets, processes and disks.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { TZ: 'UTC' },
    coverage: {
      provider: 'v8',
      include: ['engine/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { lines: 95 },
    },
  },
});
