import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { positionNews, positionRow, walletRow } from './account-rows.ts';
import { type CalmBybit, calmBybit } from './calm-bybit.ts';
import { executionNews, executionRow } from './execution-row.ts';
import { instrumentRow } from './instrument-row.ts';
import { accountInfo } from './key-info.ts';
import { listedOf, USDT_INSTRUMENTS } from './listed.ts';
import { historyRow, openRow, streamRow, toldOf } from './order-row.ts';
import { placeOrder } from './place-order.ts';
import { hmac } from './signature.ts';

const DOCS = join(process.env['CONFORMANCE_DIR'] ?? '../shared/conformance', 'bybit-docs');
const isThere = existsSync(DOCS);

interface Block {
  readonly heading: string;
  readonly json?: { readonly result?: { readonly list?: readonly object[] }; readonly data?: readonly object[] };
}

/** The example of a page, the first one with a field where that is asked for. */
function exampleOf(page: string, has = ''): object {
  const { blocks } = JSON.parse(readFileSync(join(DOCS, `docs_v5_${page}.json`), 'utf8')) as { readonly blocks: readonly Block[] };
  const rows = blocks.flatMap(({ json }) => json?.data ?? json?.result?.list ?? json?.result ?? []);
  return rows.find((row) => has === '' || has in row) as object;
}

const keysOf = (row: object): string[] => Object.keys(row).sort();

/** Fields that the parameters of the page have and its example has not, and the other way round. */
const apart = (row: object, example: object): readonly string[] => [
  ...keysOf(row)
    .filter((key) => !(key in example))
    .map((key) => `+${key}`),
  ...keysOf(example)
    .filter((key) => !(key in row))
    .map((key) => `-${key}`),
];

async function dealt(): Promise<CalmBybit> {
  const bybit = await calmBybit(USDT_INSTRUMENTS);
  for (const k of USDT_INSTRUMENTS.keys()) bybit.show({ bid: 1_000, ask: 1_000.1, size: 1 }, k);
  const asked = { category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Market', qty: '0.1', orderLinkId: 'mine' };
  placeOrder(bybit.desk.books, asked, {}, 1);
  return bybit;
}

describe('signatures', () => {
  it('are HMAC-SHA256 in hexadecimal digits', ({ skip }) => {
    const file = join(DOCS, '..', 'signature-vectors.json');
    if (!existsSync(file)) skip('there are no vectors here');
    const { binance } = JSON.parse(readFileSync(file, 'utf8'));
    for (const { payload, hmacSha256Hex } of binance.vectors) expect(hmac(binance.secretKey, payload)).toBe(hmacSha256Hex);
  });
});

describe.skipIf(!isThere)(
  `what the fake says has the fields of the documentation${isThere ? '' : ' (skipped: CONFORMANCE_DIR holds no bybit-docs)'}`,
  () => {
    it('of orders, executions, positions and the wallet', async () => {
      const bybit = await dealt();
      const { books } = bybit.desk;
      const { exchange, marks } = books;
      const told = toldOf(marks, exchange.orders[0]!.told())!;
      const [fill] = exchange.fills;
      const [listed] = books.listed;
      const found = {
        open: apart(openRow(told), exampleOf('order_open-order')),
        history: apart(historyRow(told), exampleOf('order_order-list')),
        order: apart(streamRow(told), exampleOf('websocket_private_order')),
        dealt: apart(executionRow(marks, fill!)!, exampleOf('order_execution')),
        execution: apart(executionNews(marks, fill!)!, exampleOf('websocket_private_execution')),
        held: apart(positionRow(books, listed!), exampleOf('position_position')),
        position: apart(positionNews(books, listed!), exampleOf('websocket_private_position')),
        wallet: apart(walletRow(books), exampleOf('account_wallet-balance')),
        account: apart(accountInfo('REGULAR_MARGIN', 5, undefined), exampleOf('account_account-info')),
      };
      await bybit.close();
      expect(found).toEqual({
        ...Object.fromEntries(Object.keys(found).map((name) => [name, []])),
        // The example is of an option, which has no such word; the page's table does.
        order: ['+createType'],
        // The example misspells what its table calls mmrSysUpdatedTime.
        held: ['+mmrSysUpdatedTime', '-mmrSysUpdateTime'],
      });
    });

    it('of instruments at spot', () => {
      expect(apart(instrumentRow(listedOf(USDT_INSTRUMENTS[2]!, 2)), exampleOf('market_instrument', 'stTag'))).toEqual([]);
    });
  },
);
