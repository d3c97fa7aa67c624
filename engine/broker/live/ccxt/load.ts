import { existsSync } from 'node:fs';
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Wall } from '../../../model/wall.ts';
import type { Certified } from './certified/row.ts';
import type { CcxtExchange, SaidClient } from './exchange.ts';
import type { Sender } from './sender.ts';

/** How an exchange is reached. */
export interface Reach {
  readonly row: Certified;
  readonly wall: Wall;
  readonly keys: Readonly<Partial<Record<'key' | 'secret' | 'passphrase', string>>>;
  /** One of the row's places where orders cost nothing; empty for real money. */
  readonly sandbox: string;
  /** The markets that are wanted, by the names of their instruments: `BTCUSD` of `BTCUSD.GEMINI`. */
  readonly names?: readonly string[];
  /** A server on this machine in place of the exchange's own: `127.0.0.1:8080`. */
  readonly local?: string | undefined;
}

/** A class of ccxt, and what is set in one beside its configuration. */
interface Made extends CcxtExchange {
  urls: Record<string, unknown>;
  readonly has: Record<string, unknown>;
  fetchMarkets(): Promise<readonly object[]>;
  readonly headers: object | undefined;
  streaming: object | undefined;
  fetch(url: string, method: string, headers?: object, body?: string): Promise<unknown>;
  setHeaders(headers: object): object;
  handleRestResponse(response: Response, url: string, method: string, headers: object, body: string | undefined): Promise<unknown>;
  milliseconds: () => number;
  seconds: () => number;
  microseconds: () => number;
  nonce: () => number;
  httpAgent: Agent;
  setSandboxMode(isOn: boolean): void;
  enableDemoTrading(isOn: boolean): void;
}

/**
 * Makes one exchange of ccxt by the path of its file: the library's entry point would load all hundred of them. It repeats nothing,
 * sets no clock, and waits for no limit: that is the broker's. Its files are those of streams where there are any.
 */
export async function loadExchange(reach: Reach, sender: Sender): Promise<CcxtExchange> {
  const { row, wall, keys, sandbox, local, names = [] } = reach;
  const Exchange = CLASSES.get(row.ccxt) ?? (await classOf(row.ccxt));
  const exchange = new Exchange({
    ...{ apiKey: keys.key, secret: keys.secret, password: keys.passphrase },
    ...{ enableRateLimit: false, maxRetriesOnFailure: 0, newUpdates: true, options: structuredClone(row.options) },
  });
  if (sandbox !== '') exchange[row.sandboxes[sandbox]!](true);
  if (local !== undefined) {
    exchange.urls = { ...exchange.urls, api: redirected(exchange.urls['api'], local) };
    // ccxt would load the module of it by itself, later.
    exchange.httpAgent = new Agent();
  }
  let date = Number.NaN;
  // ccxt's own way would look for proxies first, and for a client of HTTP that suits it.
  exchange.fetch = async (url, method, headers = {}, body = undefined) => {
    const all = exchange.setHeaders({ 'User-Agent': 'onetape', ...exchange.headers, ...headers }) as Record<string, string>;
    const answer = await sender.send(url, { method, headers: all, body });
    date = Date.parse(answer.headers.get('date') ?? '');
    return exchange.handleRestResponse(answer, url, method, all, body);
  };
  const { clock, marketsOf } = row;
  if (clock !== undefined)
    exchange.fetchTime = async () => {
      await exchange.fetchTicker(clock);
      // A date is a whole second, from which half of one is missing on average.
      return Number.isNaN(date) ? undefined : date + 500;
    };
  // What there is to know of coins is not needed, and for some of it a key must be allowed more than to trade.
  if (row.reader === undefined) exchange.has['fetchCurrencies'] = false;
  if (marketsOf !== undefined) exchange.fetchMarkets = () => marketsOf(exchange, names);
  guard(exchange);
  // Whether a stream is alive is our concern: its pings go on, their answers are counted by us.
  exchange.streaming = { ...exchange.streaming, maxPingPongMisses: Number.POSITIVE_INFINITY };
  exchange.milliseconds = () => Math.floor(wall.now());
  exchange.seconds = () => Math.floor(wall.now() / 1_000);
  exchange.microseconds = () => Math.floor(wall.now() * 1_000);
  if (row.inSequence === true) exchange.nonce = risingFrom(keys.key ?? '', wall);
  return exchange;
}

/** A promise of ccxt's that nobody waits for may fail all the same: that would be the end of the process. */
function guard(exchange: Made): void {
  const make = exchange.client.bind(exchange);
  const known = new WeakSet<SaidClient>();
  exchange.client = (url) => {
    const client = make(url);
    if (known.has(client)) return client;
    known.add(client);
    client.connected.catch(() => {});
    const future = client.future.bind(client);
    client.future = (messageHash) => {
      const made = future(messageHash);
      made.catch(() => {});
      return made;
    };
    return client;
  };
}

type Class = new (config: object) => Made;

/** Classes that are loaded. */
const CLASSES = new Map<string, Class>();

async function classOf(id: string): Promise<Class> {
  const { default: loaded } = (await import(pathToFileURL(fileOf(id)).href)) as { default: Class };
  CLASSES.set(id, loaded);
  return loaded;
}

/** Counters of keys: two connections of one key must not count on their own. */
const LAST = new Map<string, number>();

/** A number that is larger each time, near microseconds, so that two in one millisecond differ. */
const risingFrom = (key: string, wall: Wall) => (): number => {
  const next = Math.max(Math.floor(wall.now() * 1_000), (LAST.get(key) ?? 0) + 1);
  LAST.set(key, next);
  return next;
};

function fileOf(id: string): string {
  const folder = join(dirname(createRequire(import.meta.url).resolve('ccxt')), '..', 'js', 'src');
  const streamed = join(folder, 'pro', `${id}.js`);
  return existsSync(streamed) ? streamed : join(folder, `${id}.js`);
}

/** The same addresses, paths included, at a server of this machine. */
function redirected(urls: unknown, local: string): unknown {
  if (typeof urls === 'string') return urls.replace(/^(http|ws)s?:\/\/[^/]+/, `$1://${local}`);
  if (typeof urls !== 'object' || urls === null) return urls;
  return Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, redirected(url, local)]));
}
