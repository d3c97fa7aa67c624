import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Exchange } from 'ccxt';
import { ConfigError } from '../../../engine/model/errors.ts';
import { didYouMean } from '../../../engine/model/suggest.ts';
import type { SourceOptions } from '../sources.ts';

/** One exchange is loaded by the path of its file: the library's entry point would load all hundred of them. */
const FOLDER = join(dirname(createRequire(import.meta.url).resolve('ccxt')), '..', 'js', 'src');

/** Settings of single exchanges: what public market data do not need is not asked for. */
const OPTIONS: Readonly<Record<string, object>> = {
  binance: { fetchCurrencies: false, fetchMargins: false },
};

/** Milliseconds after which a request counts as failed. */
const TIMEOUT = 30_000;

/** Makes the exchange of an id of ccxt; `baseUrl` takes the place of every host it talks to. Throws a ConfigError for an unknown id. */
export async function loadExchange(id: string, { baseUrl, paced = true }: SourceOptions): Promise<Exchange> {
  const file = join(FOLDER, `${id}.js`);
  if (!/^[a-z0-9]+$/.test(id) || !existsSync(file)) {
    throw new ConfigError(`Expected bybit or an exchange that ccxt knows, but it was "${id}"${didYouMean(id, exchangeIds())}`);
  }
  const { default: Made } = (await import(pathToFileURL(file).href)) as { default: new (config: object) => Exchange };
  const exchange = new Made({ enableRateLimit: paced, timeout: TIMEOUT, options: OPTIONS[id] ?? {} });
  if (baseUrl !== undefined)
    exchange.urls = { ...exchange.urls, api: redirected(exchange.urls['api'], baseUrl) as typeof exchange.urls.api };
  return exchange;
}

function exchangeIds(): string[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.js'));
  return files.map((name) => name.slice(0, -'.js'.length));
}

/** The same addresses, paths included, at another host. */
function redirected(urls: unknown, baseUrl: string): unknown {
  if (typeof urls === 'string') return urls.replace(/^https?:\/\/[^/]+/, baseUrl);
  if (typeof urls !== 'object' || urls === null) return urls;
  return Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, redirected(url, baseUrl)]));
}
