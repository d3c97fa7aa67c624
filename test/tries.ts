/**
 * How often the properties that keep to a seed are tried: in every run of the suite the same streams, so that it says the same
 * of the same code. `TIMES=10 npx vitest run <files>` tries ten times as many, drawn anew each time; fast-check prints the seed of
 * one that fails, and `SEED` draws from it.
 */
const times = Number(process.env['TIMES'] ?? 1);
const own = process.env['SEED'];

/** What `fc.assert` is told: so many streams from this seed, unless the environment says otherwise. */
export function tries(numRuns: number, seed: number): { numRuns: number; seed?: number } {
  const from = own === undefined ? seed : Number(own);
  return { numRuns: numRuns * times, ...((times === 1 || own !== undefined) && { seed: from }) };
}

/** The time that a test of so many has. */
export const PATIENCE = { timeout: 600_000 * times } as const;
