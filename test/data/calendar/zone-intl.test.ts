import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { zoneOf } from '../../../data/calendar/zone.ts';
import { ALIASES, disagreements, ZONES } from './disagreements.ts';

/** Names of zones whose law is younger than this machine's data: British Columbia's of March 2026 is in 2026b. */
const LATER: readonly string[] = process.versions['tz']! < '2026b' ? ['America/Vancouver', 'Canada/Pacific'] : [];

/** A Node with newer data, which CI puts beside the project; it runs `.ts` as it is. */
const NEWER = fileURLToPath(new URL('../../../.ci/node/26/bin/node', import.meta.url));

describe('the tables of zones', () => {
  it('cover the years from 1990 on, but for four that begin later', () => {
    const late = ZONES.filter((name) => zoneOf(name)!.from > Date.UTC(1990, 0, 1));
    expect(late).toEqual(['America/Bogota', 'America/Lima', 'Europe/Bucharest', 'Europe/Sofia']);
  });

  for (const name of ZONES.filter((one) => !LATER.includes(one)))
    it(`agree with this machine on ${name} to 2037, change by change`, () => {
      expect(disagreements(name)).toEqual([]);
    });

  it('give every alias the clocks that this machine gives it', () => {
    expect(ALIASES.filter((alias) => !LATER.includes(alias) && disagreements(alias).length > 0)).toEqual([]);
  });

  it('are newer than the data of a machine that disagrees, and only in those zones', () => {
    expect([...ZONES, ...ALIASES].filter((name) => disagreements(name).length > 0)).toEqual(LATER);
  });

  it.skipIf(!existsSync(NEWER))('agree with the data of Node 26 on every zone and alias (skipped where CI has not put it)', () => {
    const module = new URL('./disagreements.ts', import.meta.url).href;
    const script = `const { ALIASES, disagreements, ZONES } = await import('${module}');
      const names = [...ZONES, ...ALIASES];
      console.log(JSON.stringify([process.versions.tz, names.length, names.filter((name) => disagreements(name).length > 0)]));`;
    const [data, names, apart] = JSON.parse(execFileSync(NEWER, ['--input-type=module', '-e', script], { encoding: 'utf8' })) as unknown[];
    expect(data! >= '2026b').toBe(true);
    expect([names, apart]).toEqual([ZONES.length + ALIASES.length, []]);
  });
});
