import { describe, expect, it } from 'vitest';
import { EVERYTHING, SCRIPTS, scriptsAt } from './sweep.ts';
import { sweepKills } from './sweep-kills.ts';
import { sweepTears } from './sweep-tears.ts';
import { sweepWrites } from './sweep-writes.ts';

const silent = (): void => {};

/* All of it: `npm run fault -- --sweep`. */
describe('a session of 200 orders', () => {
  it.each(SCRIPTS.slice(0, 2))(
    'that is killed around a write of its journal goes on with every order and fill once ($seed)',
    async (script) => {
      const { tried, wrong } = await sweepWrites(script, 61, silent);
      expect(wrong).toEqual([]);
      expect(tried).toBeGreaterThan(20);
    },
    120_000,
  );

  it.each(['bybit', 'unified'] as const)(
    'at %s that is killed around a write of its journal goes on with every order and fill once',
    async (place) => {
      const { tried, fills, wrong } = await sweepWrites(scriptsAt(place)[2]!, 171, silent);
      expect(wrong).toEqual([]);
      expect(tried).toBeGreaterThan(6);
      expect(fills).toBeGreaterThan(50 * tried);
    },
    300_000,
  );

  it('of which the disk had only a part of the last write is as it was before it', async () => {
    const { tried, wrong } = await sweepTears(SCRIPTS[2]!, 29, silent);
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(100);
  }, 120_000);

  it('that is killed from outside, again and again, comes to what the venue says', async () => {
    const { tried, wrong } = await sweepKills(EVERYTHING.kills / 50, 2, silent);
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThanOrEqual(10);
  }, 300_000);
});
