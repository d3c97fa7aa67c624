import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../../engine/loop/canonical.ts';
import { EPOCH_VERSION } from '../../../engine/loop/epoch.ts';
import { DAY } from '../../../engine/model/time.ts';
import { type AccountWorld, partsOfWorld } from '../../property/financed-world.ts';
import { randomParts } from '../../property/random-run.ts';
import { paper } from '../live-world.ts';

/** Every name in a value, with those that lead to it. */
function namesIn(value: unknown, path: string, found: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) namesIn(one, `${path}[]`, found);
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) {
      found.add(`${path}.${name}`);
      namesIn(one, `${path}.${name}`, found);
    }
}

const rich: Omit<AccountWorld, 'latency'> = {
  ...{ seed: 620_265, strategies: 3, balances: { EUR: -2_000, BTC: 20 }, leverage: 20, financed: true, isolated: true },
  ...{ every: 1, ratesLate: 0, stepSize: 0.1, onClose: false },
  liquidation: { maintenance: 0.02, negativeBalance: 'forgiven', judged: 'intrabar', part: 0.5 },
};

describe('what an epoch begins with', () => {
  it('has the shape of its version: whoever changes the one adds 1 to the other, so that no session is rebuilt of what it cannot read', async () => {
    const found = new Set<string>();
    const worlds = [1, 2].map((seed) => () => randomParts(seed));
    const accounts = [false, true].map((latency) => () => partsOfWorld({ ...rich, latency }));
    for (const parts of [...worlds, ...accounts])
      for (const entry of (await paper(parts, 5 * DAY)).notebook.entries) if (entry.kind === 'epoch') namesIn(entry.state, '', found);
    // What strategies keep is theirs.
    const names = [...found].filter((name) => !name.includes('.states[].'));
    expect(names.length).toBeGreaterThan(150);
    const shape = createHash('sha256').update(canonical(names.sort())).digest('hex').slice(0, 16);
    expect({ version: EPOCH_VERSION, shape }).toEqual({ version: 4, shape: 'd60b41e9b4ab058a' });
  });
});
