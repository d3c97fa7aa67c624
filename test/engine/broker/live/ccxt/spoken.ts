import type { FeedExchange } from '../../../../../data/live/ccxt/exchange.ts';
import { candleOfRow, printOf, quoteOf } from '../../../../../data/live/ccxt/said.ts';
import { certifiedOf } from '../../../../../engine/broker/live/ccxt/certified/table.ts';
import type { CcxtExchange } from '../../../../../engine/broker/live/ccxt/exchange.ts';
import { instrumentName, Markets } from '../../../../../engine/broker/live/ccxt/markets.ts';
import { UnifiedReader } from '../../../../../engine/broker/live/ccxt/read/unified.ts';
import { MINUTE } from '../../../../../engine/model/time.ts';
import { keysOf } from './own-keys.ts';
import { recorderOf, THEN } from './recorder.ts';
import { fillLine, orderLine } from './said.ts';

/** What a payload is the answer to, or that it comes by a stream. */
export type Question = 'orders' | 'order' | 'placed' | 'fills' | 'balance' | 'markets' | 'prints' | 'candles' | 'stream';

/** ccxt's exchange with all that is asked of it here. */
type Asked = CcxtExchange & FeedExchange & { fetchMarkets(): Promise<CcxtExchange['markets'] & object[]> };

const printLine = (said: Parameters<typeof printOf>[0]): string => {
  const { id, values } = printOf(said);
  return `${id} at ${values.join(' ')}`;
};

/** What a payload comes to through ccxt's own parsers and what we make of them. */
export async function spoken(name: 'okx' | 'coinbase', question: Question, payload: unknown): Promise<readonly string[]> {
  const { row } = certifiedOf(name)!;
  const { exchange: made, answers, close } = await recorderOf(row, keysOf(row));
  answers.set(/product_type=FUTURE/, { products: [] });
  answers.set(/./, payload);
  const exchange = made as Asked;
  const [symbol = ''] = Object.keys(exchange.markets ?? {});
  const markets = new Markets([], {}, row);
  const reader = new UnifiedReader(row);
  const order = (said: Parameters<UnifiedReader['order']>[0]): string => orderLine(reader.order(said, markets, THEN));
  try {
    switch (question) {
      case 'orders':
        return (await exchange[name === 'okx' ? 'fetchOpenOrders' : 'fetchOrders'](undefined, undefined, undefined, {})).map(order);
      case 'order':
        return [order(await exchange.fetchOrder('1', symbol, {}))];
      case 'placed':
        return [(await exchange.createOrder(symbol, 'limit', 'buy', 1, 20_000, {})).id ?? ''];
      case 'fills': {
        const fills = await exchange.fetchMyTrades(undefined, undefined, undefined, {});
        return fills.map((said) => fillLine(reader.fill(said, markets)));
      }
      case 'balance':
        return reader.balances((await exchange.fetchBalance()).info)!.map(({ currency, total }) => `${total} ${currency}`);
      case 'markets':
        return (await exchange.fetchMarkets()).map((one) => {
          const { symbol: called, precision } = one as NonNullable<CcxtExchange['markets']>[string];
          return `${instrumentName(called)} ${precision.price} ${precision.amount}`;
        });
      case 'prints':
        return (await exchange.fetchTrades(symbol)).map(printLine);
      case 'candles':
        return (await exchange.fetchOHLCV(symbol, '1m')).map((one) => {
          const { openTs, open, high, low, close: last, volume } = candleOfRow(one, MINUTE, Number.POSITIVE_INFINITY);
          return [openTs, open, high, low, last, volume].join(' ');
        });
      case 'stream':
        return heard(exchange, payload);
    }
  } finally {
    await close();
  }
}

/** What a message of a stream is handed on as: a list of trades, or a quote. */
function heard(exchange: Asked, payload: unknown): readonly string[] {
  const lines: string[] = [];
  const resolve = (said: unknown): void => {
    if (Array.isArray(said)) for (const one of said) lines.push(printLine(one));
    else lines.push(quoteOf(said as Parameters<typeof quoteOf>[0], THEN)!.join(' '));
  };
  exchange.handleMessage({ url: '', subscriptions: {}, futures: {}, resolve, reject: resolve } as never, payload);
  return [...new Set(lines)];
}
