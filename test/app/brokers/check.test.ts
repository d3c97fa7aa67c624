import { describe, expect, it } from 'vitest';
import { CASES } from '../../../app/brokers/contract/cases.ts';
import { blocksOf } from '../../docs/pages.ts';
import { folder, onetape } from '../in-process.ts';

/** The adapter of the manual. */
const ADAPTER = blocksOf('docs/brokers.md').find(({ info }) => info === 'ts my-venue.ts')!.text;

const check = (text: string, ...flags: readonly string[]) =>
  onetape(folder({ 'my-venue.ts': text }), ['brokers', 'check', './my-venue.ts', ...flags]);

/** The manual's venue with a demo account, which holds something already. */
const WITH_ACCOUNT = `${ADAPTER}
export const testAccount = ({ wall }) => {
  const own = (demo = new Exchange(wall));
  own.held = 5;
  globalThis.demo = own;
  // prepared
  return { account: 'DEMO-1', instruments: [{ id: 'ALPHA', tickSize: 0.01, stepSize: 0.1 }], currencies: ['USD'], unit: 1, far: 500, market: () => own.standing };
};
`;

describe('onetape brokers check', () => {
  it('plays the cases on an adapter of one’s own, and says what came of each', async () => {
    const { code, out } = await check(ADAPTER, '--case', 'IDS');
    expect(code).toBe(0);
    expect(out).toContain('IDS-01  passed   Every order has a client id of its own that the venue can take.\n');
    expect(out).toContain('IDS-02  skipped  ');
    expect(out).toContain('                 "twice" cannot be brought about\n');
    expect(out).toMatch(/\nmy-venue: 6 passed, 1 skipped, 0 failed\n$/);
  });

  it('exits with 3 where a case fails, and says what was expected', async () => {
    const forgetful = ADAPTER.replace('cancel: async (clientId) => exchange.cancel(clientId)', 'cancel: async () => {}');
    expect(forgetful).not.toBe(ADAPTER);
    const { code, out } = await check(forgetful, '--case', 'CXL-01');
    expect(code).toBe(3);
    expect(out).toMatch(
      /^CXL-01 {2}failed {3}A resting order is cancelled.*\n {17}Expected order 1 to become "canceled", but within \d+ ms it was not so/,
    );
    expect(out).toMatch(/0 passed, 0 skipped, 1 failed\n$/);
  });

  it('prints nothing of a secret that the adapter quotes', async () => {
    const asks = "market: () => { throw new Error('GET /ticker?apiKey=abcd1234efgh5678: 500'); },";
    const { code, out } = await check(ADAPTER.replace('market: () => exchange.standing,', asks), '--case', 'ORD-01');
    expect([code, out]).toEqual([3, expect.stringContaining('GET /ticker?apiKey=[redacted]')]);
  });

  it('plays on a broker that sees to everything itself, where its counterpart is a stage', async () => {
    const staged = ADAPTER.replace('export function subject(', 'function fake(').concat(`
import { HASTY, venueSubject } from 'onetape/brokers';
export async function subject({ wall }) {
  const made = venueSubject({ name: 'mine', fake: () => fake({ wall }), wall, options: HASTY });
  const { line, restart, ...stage } = await made.open();
  return stage;
}
`);
    const { code, out } = await check(staged, '--case', 'HLT');
    expect([code, out]).toEqual([0, expect.stringContaining('HLT-01  passed')]);
    expect(out).toContain('nothing lies between it and a venue that could be touched');
  });

  it('writes every case with its result as JSON', async () => {
    const { code, out } = await onetape(folder(), ['brokers', 'check', 'simulator', '--json', '-']);
    expect(code).toBe(0);
    const { name, cases } = JSON.parse(out) as { name: string; cases: { id: string; outcome: string; why: string }[] };
    expect(name).toBe('simulator');
    expect(cases.map(({ id }) => id)).toEqual(CASES.map(({ id }) => id));
    expect(cases.find(({ id }) => id === 'UNK-01')).toMatchObject({
      outcome: 'skipped',
      why: expect.stringContaining('nothing lies between'),
    });
  });

  it('plays on a test account with real orders, and leaves it as it was', async () => {
    const { code, out } = await check(WITH_ACCOUNT, '--account', 'DEMO-1', '--case', 'FIL-03');
    expect([code, out]).toEqual([0, expect.stringContaining('1 passed')]);
    const { demo } = globalThis as unknown as { demo: { held: number; fills: readonly { side: string }[] } };
    expect(demo.held).toBe(5);
    expect(demo.fills.map(({ side }) => side)).toEqual(['buy', 'sell']);
  });

  it('sends nothing to another account than the one that was typed, nor to one with orders of somebody', async () => {
    const other = await check(WITH_ACCOUNT, '--account', 'LIVE-7', '--case', 'FIL-03');
    expect(other).toMatchObject({
      code: 2,
      err: 'Expected the account "LIVE-7", but the keys are of "DEMO-1" and the adapter names "DEMO-1"\n',
    });
    const order = `{ side: 'buy', type: 'limit', qty: 1, price: 90, tif: 'gtc' } as OrderRequest`;
    const busy = WITH_ACCOUNT.replace('// prepared', `own.place('x', ${order}, { id: 'ALPHA' } as Instrument);`);
    const refused = await check(busy, '--account', 'DEMO-1', '--case', 'FIL-03');
    expect(refused).toMatchObject({ code: 2, err: 'Expected an account without open orders, but "DEMO-1" had 1\n' });
  });

  it('says what is missing where there is nothing to play on', async () => {
    const bare = ADAPTER.slice(0, ADAPTER.indexOf('/** The counterpart for'));
    expect(await check(bare)).toMatchObject({
      code: 2,
      err: './my-venue.ts: Expected an export "subject", a counterpart to play the cases on, but it was missing\n',
    });
    expect(await check(ADAPTER, '--account', 'DEMO-1')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Expected an export "testAccount"'),
    });
  });

  it('refuses a broker that cannot be served with the words of the catalogue, and a case that there is not', async () => {
    const retired = await onetape(folder(), ['brokers', 'check', 'Huobi']);
    expect(retired).toMatchObject({
      code: 2,
      err: 'Expected a broker that can be checked, but it was "Huobi": Huobi is called HTX now: see htx\n',
    });
    const near = await onetape(folder(), ['brokers', 'check', 'krakn']);
    expect(near.err).toMatch(/but it was "krakn"; did you mean "kraken"\?\n$/);
    const none = await onetape(folder(), ['brokers', 'check', 'simulator', '--case', 'XYZ-99']);
    expect(none).toMatchObject({
      code: 2,
      err: 'Expected --case to be a case or a group of them such as ORD-01 or UNK, but it was "XYZ-99"\n',
    });
  });
});
