import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

const ALL = 'test/**/*.test.ts';
/** What runs through so much that a process of its own pays: V8 compiles it for what is met here, not for what other files met before. */
const LARGE = ['test/property/**/*.test.ts', 'test/**/*.property.test.ts'];

export default defineConfig({
  test: {
    // The others share what they import; modules keep no state that one file of tests could leave to the next.
    projects: [
      { extends: true, test: { name: 'shared', include: [ALL], exclude: LARGE, isolate: false } },
      { extends: true, test: { name: 'alone', include: LARGE } },
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
