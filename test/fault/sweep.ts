import { sweepKills } from './sweep-kills.ts';
import { OUTSIDE } from './sweep-outside.ts';
import type { PlaceName } from './sweep-place.ts';
import { sweepTears } from './sweep-tears.ts';
import { type Found, type Script, sweepWrites } from './sweep-writes.ts';

/** How much is swept. */
export interface Extent {
  /** Every so manieth write of a journal, and in how many of the scripts. */
  readonly writes: number;
  readonly tears: number;
  readonly scripts: number;
  readonly kills: number;
}

export const EVERYTHING: Extent = { writes: 1, tears: 1, scripts: 3, kills: 500 };

/** A venue that answers; one that does not, for half of the session; and one with new epochs in between. */
export const SCRIPTS: readonly Script[] = [
  { seed: 1, chaos: 0 },
  { seed: 3, chaos: 30_000 },
  { seed: 4, chaos: 30_000, every: 20_000 },
];

/** The same at another venue. */
export const scriptsAt = (place: PlaceName): readonly Script[] => SCRIPTS.map((script) => ({ ...script, place }));

/** All that a crash may do to a session; tells how far it has come, and what came of each part. */
export async function sweep(
  extent: Extent,
  all: readonly Script[],
  tell: (text: string) => void,
): Promise<readonly (readonly [what: string, found: Found])[]> {
  const scripts = all.slice(0, extent.scripts);
  const parts: [string, Found][] = [];
  for (const script of scripts) parts.push([`killed at writes ${JSON.stringify(script)}`, await sweepWrites(script, extent.writes, tell)]);
  for (const script of scripts) parts.push([`torn ${JSON.stringify(script)}`, await sweepTears(script, extent.tears, tell)]);
  const { place = 'hostile' } = all[0]!;
  // A fake that is within one process is out of reach for those that are killed.
  if (OUTSIDE[place] !== undefined) parts.push(['killed from outside', await sweepKills(extent.kills, 1, tell, place)]);
  return parts;
}

/** `npm run fault -- --sweep [--venue NAME] [--writes N] [--tears N] [--scripts N] [--kills N]`: prints what came of it; whether nothing was wrong. */
export async function runSweep(args: readonly string[], place: PlaceName): Promise<boolean> {
  const of = (name: keyof Extent): number => (args.includes(`--${name}`) ? Number(args[args.indexOf(`--${name}`) + 1]) : EVERYTHING[name]);
  const extent = { writes: of('writes'), tears: of('tears'), scripts: of('scripts'), kills: of('kills') };
  const isTerminal = process.stderr.isTTY === true;
  const parts = await sweep(
    extent,
    place === 'hostile' ? SCRIPTS : scriptsAt(place),
    (text) => void (isTerminal && process.stderr.write(`\r${text}\x1b[K`)),
  );
  if (isTerminal) process.stderr.write('\n');
  for (const [what, { tried, orders, fills, wrong }] of parts) {
    process.stdout.write(`${what}: ${tried} tried, ${orders} orders, ${fills} fills, ${wrong.length} wrong\n`);
    for (const { again, why } of wrong.slice(0, 5)) process.stdout.write(`  ${again}\n    ${why.slice(0, 8).join('\n    ')}\n`);
  }
  return parts.every(([, { wrong }]) => wrong.length === 0);
}
