import { expect, it } from 'vitest';
import { FEE_PRESETS } from '../../engine/broker/sim/fees/presets/presets.ts';
import { proseOf } from './pages.ts';

it('the page of fees has every preset with its date and its tiers', () => {
  const rows = proseOf('docs/fees.md').flatMap((line) => {
    const found = /^\| `([\w-]+)` \| (\d{4}-\d{2}-\d{2}) \| (.*) \|$/.exec(line);
    return found === null ? [] : [[found[1]!, found[2]!, Number(/tiers 0 to (\d+)/.exec(found[3]!)?.[1] ?? Number.NaN)] as const];
  });
  const said = new Map(rows.map(([name, asOf, last]) => [name, { asOf, last }]));
  expect([...said.keys()].sort()).toEqual(Object.keys(FEE_PRESETS).sort());
  for (const [name, { asOf, tiers }] of Object.entries(FEE_PRESETS)) {
    expect({ name, asOf: said.get(name)!.asOf }).toEqual({ name, asOf });
    const { last } = said.get(name)!;
    if (!Number.isNaN(last)) expect({ name, tiers: last + 1 }).toEqual({ name, tiers });
    else if (!name.startsWith('bybit-')) expect({ name, tiers: 0 }).toEqual({ name, tiers });
  }
});
