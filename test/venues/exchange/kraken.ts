import { MINUTE } from '../../../engine/model/time.ts';
import { answerOf } from '../habits.ts';
import { type Answer, type Asked, Loopback } from '../loopback.ts';
import type { Tape } from '../tape.ts';

/** What a fake Kraken is like. */
export interface KrakenOptions {
  /** Pairs by Kraken's name of them, such as XBTUSDT. */
  readonly pairs: Readonly<Record<string, Tape>>;
  /** Its clock. */
  readonly now: () => number;
}

/** Kraken hands out the newest 720 bars and no others, whatever `since` says. */
const NEWEST = 720;

/** Its minutes per bar, by timeframe. */
const FRAMES: Readonly<Record<string, string>> = { '1': '1m', '5': '5m', '15': '15m', '30': '30m', '60': '1h', '240': '4h', '1440': '1d' };

/** A fake Kraken: the public REST endpoints that ccxt's kraken class calls for bars. */
export function startKraken(options: KrakenOptions): Promise<Loopback> {
  return Loopback.start((asked) => {
    const result = resultOf(asked, options);
    return { body: typeof result === 'string' ? { error: [result] } : { error: [], result } } satisfies Answer;
  });
}

function resultOf({ path, query }: Asked, { pairs, now }: KrakenOptions): object | string {
  switch (path) {
    case '/0/public/Time':
      return { unixtime: Math.floor(now() / 1000), rfc1123: new Date(now()).toUTCString() };
    case '/0/public/Assets':
      return {
        XXBT: { aclass: 'currency', altname: 'XBT', decimals: 10, display_decimals: 5, status: 'enabled' },
        USDT: { aclass: 'currency', altname: 'USDT', decimals: 8, display_decimals: 4, status: 'enabled' },
      };
    case '/0/public/AssetPairs':
      return Object.fromEntries(Object.keys(pairs).map((name) => [name, pairInfo(name)]));
    case '/0/public/OHLC':
      return ohlc(query, pairs, now());
    default:
      return 'EGeneral:Unknown method';
  }
}

function ohlc(query: Asked['query'], pairs: KrakenOptions['pairs'], now: number): object | string {
  const { pair = '', interval = '1', since = '0' } = query;
  const tape = pairs[pair];
  if (tape === undefined) return 'EQuery:Unknown asset pair';
  const newest = tape.at(now, FRAMES[interval]!).slice(-NEWEST);
  // It answers with what comes after `since`, that second left out.
  const range = { since: Number(since) * 1000 + 1, until: now, limit: NEWEST, step: Number(interval) * MINUTE };
  const page = answerOf(newest, range, {});
  const last = (newest.at(-2)?.[0] ?? 0) / 1000;
  return { [pair]: page.map(([time, o, h, l, c, v]) => [time / 1000, o, h, l, c, c, v, 1]), last };
}

function pairInfo(altname: string): object {
  return {
    altname,
    wsname: 'XBT/USDT',
    aclass_base: 'currency',
    base: 'XXBT',
    aclass_quote: 'currency',
    quote: 'USDT',
    lot: 'unit',
    cost_decimals: 5,
    pair_decimals: 1,
    lot_decimals: 8,
    lot_multiplier: 1,
    leverage_buy: [],
    leverage_sell: [],
    fees: [[0, 0.4]],
    fees_maker: [[0, 0.25]],
    fee_volume_currency: 'ZUSD',
    margin_call: 80,
    margin_stop: 40,
    ordermin: '0.00005',
    costmin: '0.5',
    tick_size: '0.1',
    status: 'online',
  };
}
