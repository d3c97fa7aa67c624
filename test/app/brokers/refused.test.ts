import { describe, expect, it } from 'vitest';
import { nativeAdapter } from '../../../app/brokers/native-adapter.ts';
import { CATALOG, catalogEntry, whyNotServed } from '../../../engine/broker/catalog.ts';
import { folder, onetape } from '../in-process.ts';

const RUN = {
  strategy: 'buy-and-hold',
  feeds: { asset: 'sample:sp500' },
  from: '2009-01-01',
  risk: { maxDrawdown: 0.2, maxOrderNotional: 1_000 },
  liveFeed: 'bybit',
};

const names = [...new Set(CATALOG.flatMap(({ name, title, aliases }) => [name, title, ...aliases]))];
const refused = names.flatMap((name) => {
  const why = whyNotServed(catalogEntry(name)!);
  return why === undefined ? [] : [{ name, why }];
});
const sentence = (name: string, why: string): string => `Expected a broker that orders can go to, but it was "${name}": ${why}`;

describe('a broker to which no orders can go', () => {
  it('is refused with the words of the catalogue, however it is called', () => {
    expect(refused.length).toBeGreaterThan(40);
    for (const { name, why } of refused) expect(() => nativeAdapter(name, 'broker')).toThrow(sentence(name, why));
  });

  it.each([
    ...['Coinbase Pro', 'TD Ameritrade', 'Bittrex', 'Huobi', 'XTB', 'Plus500', 'SabioTrade', 'Jane Street', 'Virtu', 'Flow Traders'],
  ])('ends onetape live with 2 and the words of onetape brokers show: %s', async (name) => {
    const why = whyNotServed(catalogEntry(name)!)!;
    const cwd = folder({ 'run.json': { ...RUN, broker: name } });
    const { code, err } = await onetape(cwd, ['live', 'run.json', '--real-money', '--account', 'X', '--quiet']);
    expect([code, err]).toEqual([2, `${sentence(name, why)}\n`]);
    const { out } = await onetape(cwd, ['brokers', 'show', ...name.split(' ')]);
    expect(out).toContain(`orders cannot go there. ${why.charAt(0).toUpperCase()}${why.slice(1)}.`);
  });
});
