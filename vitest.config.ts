import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

const ALL = 'test/**/*.test.ts';
/**
 * What measures how V8 compiles it, and what runs through so much that a process of its own pays: where other files ran before,
 * code is compiled for what they met, too. CI counts no lines there, which would cost it a quarter.
 */
const ALONE = ['test/**/*.contract.test.ts', 'test/property/**/*.test.ts', 'test/**/*.property.test.ts'];

export default defineConfig({
  test: {
    // The others share what they import: modules keep nothing (but caches) that one file of tests could leave to the next.
    projects: [
      { extends: true, test: { name: 'shared', include: [ALL], exclude: ALONE, isolate: false } },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
    setupFiles: ['test/setup.ts'],
    // Much of the suite waits, for sockets, processes and disks.
    maxWorkers: '100%',
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
