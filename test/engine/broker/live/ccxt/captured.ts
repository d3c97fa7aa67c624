import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fieldsOf, plain } from '../../../../../engine/broker/live/ccxt/seal.ts';
import type { OrderRequest } from '../../../../../engine/model/order.ts';
import { orderOf } from '../../../../venues/hostile/orders.ts';

const ROOT = fileURLToPath(new URL('../../../../../', import.meta.url));
export const SHARED = resolve(ROOT, process.env['EXTERNAL_DIR'] ?? '../shared/marketdata', '../conformance');
const FILE = join(SHARED, 'ccxt/captured-requests-ccxt-4.5.84.json');

export const areThere = existsSync(FILE);

/** One call of ccxt and what it sent, as it was captured with a clock that stood still. */
export interface Captured {
  readonly call: string;
  readonly args: readonly unknown[];
  readonly requests: readonly CapturedRequest[];
  readonly error?: string;
}

export interface CapturedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** All captured calls of an exchange. */
export const capturesOf = (exchange: string): readonly Captured[] =>
  (JSON.parse(readFileSync(FILE, 'utf8')) as { readonly exchanges: Readonly<Record<string, readonly Captured[]>> }).exchanges[exchange] ??
  [];

/** What a captured createOrder asks for, as the engine says it. */
export function askedBy({ args }: Captured): OrderRequest {
  const [, type, side, qty, price, more = {}] = args as [string, string, 'buy' | 'sell', number, number | null, Record<string, unknown>?];
  const trigger = (more['stopLossPrice'] ?? more['triggerPrice']) as number | undefined;
  const trails = more['trailingAmount'] !== undefined;
  const kind = trails ? 'trailing-stop' : trigger === undefined ? type : type === 'limit' ? 'stop-limit' : 'stop';
  return orderOf({
    ...{ type: kind as OrderRequest['type'], side, qty, price: type === 'limit' ? (price ?? undefined) : undefined, trigger },
    ...{ tif: more['timeInForce'] === 'IOC' ? 'ioc' : 'gtc', postOnly: more['postOnly'] === true, reduceOnly: more['reduceOnly'] === true },
  });
}

/** The fields of a request in one order, numbers without zeros that say nothing; what its signing adds left out. */
export function written(request: CapturedRequest, without: readonly string[] = []): Record<string, string> {
  const fields = fieldsOf({ ...request, body: request.body });
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => !without.includes(name))
      .map(([name, value]) => [name, /^\d+(?:\.\d+)?$/.test(value) ? plain(value) : value] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
