import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { backtest } from '../../app/index.ts';

const script = fileURLToPath(new URL('./run.mjs', import.meta.url));
const hashWith = (node: string, ...args: string[]): string => execFileSync(node, [script, ...args], { encoding: 'utf8' }).trim();
const here = hashWith(process.execPath);

/** Node binaries that CI has put beside the project; elsewhere the tests on them are skipped. */
const nodes = [22, 24, 26].map(
  (version) => [version, fileURLToPath(new URL(`../../.ci/node/${version}/bin/node`, import.meta.url))] as const,
);

describe('one run has one result hash', () => {
  it('in ten processes', () => {
    expect(here).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(Array.from({ length: 10 }, () => hashWith(process.execPath)))).toEqual(new Set([here]));
  });

  it('in a worker thread', async () => {
    const answer = await new Promise((resolve, reject) => {
      const worker = new Worker(script);
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    expect(answer).toBe(here);
  });

  it('with the instruments made and handed over in another order', () => {
    expect(hashWith(process.execPath, '--swap')).toBe(here);
  });

  it('with the roles of the run file in another order, though not with their data exchanged', async () => {
    const [y, x] = ['synthetic:seed=1,bars=3000,timeframe=1m', 'synthetic:seed=2,bars=3000,timeframe=1m'];
    const hashOf = async (feeds: Record<string, string>): Promise<string> => {
      const { resultHash, fills } = await backtest({ strategy: 'pairs', feeds });
      expect(fills.length).toBeGreaterThan(10);
      return resultHash;
    };
    const declared = await hashOf({ y, x });
    expect(await hashOf({ x, y })).toBe(declared);
    expect(await hashOf({ y: x, x: y })).not.toBe(declared);
  });

  for (const [version, node] of nodes) {
    it.skipIf(!existsSync(node))(`under Node ${version} (skipped where .ci/node/${version} is not installed; CI installs it)`, () => {
      expect(execFileSync(node, ['--version'], { encoding: 'utf8' })).toMatch(new RegExp(`^v${version}\\.`));
      expect(hashWith(node)).toBe(here);
    });
  }
});
