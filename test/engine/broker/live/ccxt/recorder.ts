import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CcxtVenue } from '../../../../../engine/broker/live/ccxt/adapter.ts';
import type { Certified } from '../../../../../engine/broker/live/ccxt/certified/row.ts';
import type { CcxtExchange, ListedMarket } from '../../../../../engine/broker/live/ccxt/exchange.ts';
import { loadExchange } from '../../../../../engine/broker/live/ccxt/load.ts';
import { Sender } from '../../../../../engine/broker/live/ccxt/sender.ts';
import { type Instrument, instrumentOf } from '../../../../../engine/model/instrument.ts';
import { VirtualWall } from '../../../../venues/virtual-wall.ts';
import type { CapturedRequest } from './captured.ts';

/** When the clock stood still in which the captures were made. */
export const THEN = 1_700_000_000_000;

const PRECISION = { amount: 0.00001, price: 0.01 };
/** Digits, where ccxt counts those. */
const DIGITS = { amount: 8, price: 5 };
const LIMITS = { amount: {}, price: {}, cost: {} };
const plainMarket = { active: true, spot: false, swap: false, linear: false, contract: false, margin: false, future: false, option: false };

/** The markets of the captures: each exchange's own name of the pair. */
const IDS: Readonly<Record<string, readonly [symbol: string, id: string]>> = {
  binance: ['BTC/USDT', 'BTCUSDT'],
  binanceusdm: ['BTC/USDT:USDT', 'BTCUSDT'],
  kraken: ['BTC/USD', 'XXBTZUSD'],
  okx: ['BTC/USDT', 'BTC-USDT'],
  kucoin: ['BTC/USDT', 'BTC-USDT'],
  coinbase: ['BTC/USD', 'BTC-USD'],
  coinbaseexchange: ['BTC/USD', 'BTC-USD'],
  bitstamp: ['BTC/USD', 'btcusd'],
  bitfinex: ['BTC/USD', 'tBTCUSD'],
  gemini: ['BTC/USD', 'btcusd'],
  htx: ['BTC/USDT', 'btcusdt'],
  bybit: ['BTC/USDT', 'BTCUSDT'],
  alpaca: ['BTC/USD', 'BTC/USD'],
};

const ORDER_TYPES = [
  ...['LIMIT', 'MARKET', 'LIMIT_MAKER', 'STOP_LOSS', 'STOP_LOSS_LIMIT', 'TAKE_PROFIT', 'TAKE_PROFIT_LIMIT'],
  ...['STOP', 'STOP_MARKET', 'TAKE_PROFIT_MARKET'],
];

export function marketOf(ccxt: string): ListedMarket {
  const [symbol, id] = IDS[ccxt]!;
  const [pair = '', settle] = symbol.split(':');
  const [base = '', quote = ''] = pair.split('/');
  const isSpot = settle === undefined;
  return {
    ...plainMarket,
    ...{
      id,
      symbol,
      base,
      quote,
      settle,
      baseId: base,
      quoteId: quote,
      precision: ccxt === 'bitfinex' ? DIGITS : PRECISION,
      limits: LIMITS,
      info: { orderTypes: ORDER_TYPES },
    },
    ...(isSpot ? { spot: true, type: 'spot' } : { swap: true, linear: true, contract: true, type: 'swap', contractSize: 1 }),
  } as ListedMarket;
}

/** The instrument of the captures. */
export function instrumentAt(row: Pick<Certified, 'ccxt' | 'contract'>): Instrument {
  const { symbol, quote } = marketOf(row.ccxt);
  const name = symbol.split(':')[0]!.replace('/', '');
  return instrumentOf(`${name}${row.contract === 'linear' ? '-PERP' : ''}.${row.ccxt.toUpperCase()}`, {
    ...{ contract: row.contract, quote, settle: quote, tickSize: 0.01, stepSize: 0.00001 },
  });
}

/** Secrets as the captures have them; of an exchange that signs with a key of its own, such a key. */
const KEYS = { key: 'test-key', secret: Buffer.from('test-secret').toString('base64'), passphrase: 'test-pass' };

/** An adapter whose requests are written down instead of answered. */
export interface Recorder {
  readonly venue: CcxtVenue;
  /** ccxt itself, past the adapter: whatever it sends leaves. */
  readonly exchange: CcxtExchange;
  readonly instrument: Instrument;
  /** Requests as they came, oldest first. */
  readonly requests: CapturedRequest[];
  /** What is answered, by the path's end. */
  readonly answers: Map<RegExp, unknown>;
  /** With which status it answers what is no question. */
  readonly writes: { status: number };
  readonly close: () => Promise<void>;
}

export async function recorderOf(row: Certified, more: Partial<typeof KEYS> = {}): Promise<Recorder> {
  const requests: CapturedRequest[] = [];
  const answers = new Map<RegExp, unknown>();
  const writes = { status: 200 };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method = 'GET', url = '/', headers } = request;
      requests.push({
        method,
        url: `http://localhost${url}`,
        headers: headers as Record<string, string>,
        ...(body === '' ? {} : { body }),
      });
      const answer = [...answers].find(([pattern]) => pattern.test(url))?.[1] ?? {};
      response
        .writeHead(method === 'GET' ? 200 : writes.status, {
          'content-type': 'application/json',
          connection: 'close',
          date: new Date(THEN).toUTCString(),
        })
        .end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const wall = new VirtualWall(THEN);
  const local = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const reach = { row, wall, keys: { ...KEYS, ...more }, sandbox: '', local };
  const exchange = await loadExchange(reach, new Sender([], () => true));
  exchange.setMarkets([marketOf(row.ccxt)]);
  const instrument = instrumentAt(row);
  const venue = new CcxtVenue({
    ...{ row, instruments: [instrument], wall, account: 'test', checksKey: false },
    reach: async (sender) => {
      const made = await loadExchange(reach, sender);
      made.setMarkets([marketOf(row.ccxt)]);
      return Object.assign(made, { nonce: () => THEN });
    },
  });
  return { venue, exchange, instrument, requests, answers, writes, close: () => closed(server) };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
