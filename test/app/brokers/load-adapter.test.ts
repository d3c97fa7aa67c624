import { describe, expect, it } from 'vitest';
import { type AdapterContext, brokerOf, isLiveBroker } from '../../../app/brokers/adapter.ts';
import { adapterContext, isAdapterPath, loadAdapter, openAdapter, openFeed } from '../../../app/brokers/load-adapter.ts';
import { Redaction } from '../../../app/secrets/redaction.ts';
import { millis } from '../../../engine/model/time.ts';
import { VirtualWall } from '../../venues/virtual-wall.ts';
import { folder } from '../in-process.ts';

const wall = new VirtualWall();

const contextFor = (name: string, env: Record<string, string> = {}): Promise<AdapterContext> =>
  adapterContext({ name }, { workspace: folder(), env, wall, instruments: [], redaction: new Redaction() });

const METHODS = ['open', 'close', 'place', 'amend', 'cancel', 'cancelAll', 'find', 'snapshot', 'time'];
const VENUE = `{ name: 'mine', limits: {}, supports: { types: new Set(['market']), tifs: new Set(['gtc']), contingent: 'emulated', amend: 'none',
  uniqueIds: 'never', findsById: true, reduceOnly: false, postOnly: false, iceberg: false, clientIds: { length: 36, pattern: /./ } },
  ${METHODS.map((name) => `async ${name}() {}`).join(', ')} }`;

describe('an adapter of one’s own', () => {
  it('is named by its path, a broker of the catalogue by its name', () => {
    for (const path of ['./my-venue.ts', 'my-venue.js', '../venues/mine.mts', 'C:\\venues\\mine.ts'])
      expect(isAdapterPath(path)).toBe(true);
    for (const name of ['bybit', 'coinbase-exchange', 'IC Markets']) expect(isAdapterPath(name)).toBe(false);
  });

  it('gives a venue, of which a broker is made', async () => {
    const dir = folder({ 'My-Venue.ts': `export default (context) => (${VENUE});` });
    const adapter = await loadAdapter('./My-Venue.ts', dir);
    expect(adapter.name).toBe('my-venue');
    expect(adapter.codeHash).toMatch(/^[0-9a-f]{64}$/);
    const opened = await openAdapter(adapter, await contextFor('my-venue'));
    const broker = brokerOf(opened, { instruments: [], currencies: ['USD'], wall, tag: 'a', random: () => 0 });
    expect(isLiveBroker(broker)).toBe(true);
    expect(broker.supports.types).toEqual(new Set(['market']));
  });

  it('imports the engine by its name, so that its faults are those that the core knows', async () => {
    const text = `import { VenueFault, millis } from 'onetape/brokers'; import { sma } from 'onetape';
export default () => (${VENUE}); export const seen = [typeof sma, new VenueFault('busy', 'x').kind, millis(5)];`;
    const { module } = await loadAdapter('./a.ts', folder({ 'a.ts': text }));
    expect((module as unknown as { seen: unknown }).seen).toEqual(['function', 'busy', millis(5)]);
  });

  it('is handed its secrets by field, and the environment without secrets', async () => {
    const context = await contextFor('my-venue', { ONETAPE_SECRET_MY_VENUE_KEY: 'abcd1234', HOME: '/home/me' });
    expect(context.secrets('key')).toBe('abcd1234');
    expect(context.env).toEqual({ HOME: '/home/me' });
    expect(() => context.secrets('passphrase')).toThrow(
      /^Expected the secret MY_VENUE_PASSPHRASE \(onetape secrets set MY_VENUE_PASSPHRASE/,
    );
  });

  it('is handed the feeds that are wanted, where it has market data', async () => {
    const text = `export default () => (${VENUE});
export const feed = (context, wanted) => ({ name: JSON.stringify(wanted), isTape: false, async connect() {}, poll() {}, async close() {} });`;
    const adapter = await loadAdapter('a.ts', folder({ 'a.ts': text }));
    const wanted = [{ feed: 0, instrument: undefined as never, kind: 'bars', length: 60_000 }] as const;
    expect((await openFeed(adapter, await contextFor('a'), wanted)).name).toBe('[{"feed":0,"kind":"bars","length":60000}]');
  });

  it.each<[what: string, text: string, found: RegExp]>([
    ['does not load', 'export default (', /^a\.ts: Expected an adapter that loads, but it was "/],
    ['throws as it loads', "throw new Error('no such thing')", /^a\.ts: Expected an adapter that loads, but it was "no such thing"$/],
    [
      'has no default export',
      'export const x = 1;',
      /^a\.ts: Expected the default export to be a function of a context, but it was "undefined"$/,
    ],
    [
      'exports a feed that is none',
      'export default () => 1; export const feed = 5;',
      /^a\.ts: Expected the export "feed" to be a function, but it was "number"$/,
    ],
  ])('that %s is refused in one sentence', async (_, text, found) => {
    await expect(loadAdapter('a.ts', folder({ 'a.ts': text }))).rejects.toThrow(found);
  });

  it.each<[what: string, text: string, found: RegExp]>([
    ['nothing', '() => undefined', /to give a Venue or a LiveBroker, but it was "undefined"$/],
    ['an object', '() => ({})', /to give a Venue or a LiveBroker, but it was "an object"$/],
    [
      'a venue with holes',
      `() => { const { cancelAll, time, ...rest } = ${VENUE}; return rest; }`,
      /but it was "a Venue without cancelAll, time"$/,
    ],
  ])('that gives %s is refused with what is missing', async (_, text, found) => {
    const adapter = await loadAdapter('a.ts', folder({ 'a.ts': `export default ${text};` }));
    await expect(openAdapter(adapter, await contextFor('a'))).rejects.toThrow(found);
  });

  it('that is not there, or has no market data, is refused', async () => {
    await expect(loadAdapter('./nowhere.ts', folder())).rejects.toThrow(
      'Expected an adapter that can be read, but it was "./nowhere.ts" (no such file)',
    );
    const adapter = await loadAdapter('a.ts', folder({ 'a.ts': `export default () => (${VENUE});` }));
    await expect(openFeed(adapter, await contextFor('a'), [])).rejects.toThrow(
      'a.ts: Expected an export "feed" for its market data, but it was missing',
    );
  });
});
