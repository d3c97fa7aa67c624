import { describe, expect, it } from 'vitest';
import type { Certified } from '../../../../../engine/broker/live/ccxt/certified/row.ts';
import { CERTIFIED } from '../../../../../engine/broker/live/ccxt/certified/table.ts';
import type { OrderRequest } from '../../../../../engine/model/order.ts';
import { areThere, askedBy, type Captured, capturesOf, written } from './captured.ts';
import { keysOf } from './own-keys.ts';
import { recorderOf } from './recorder.ts';

/** Names of a client id in requests: a capture without one has a made-up one in its place. */
const ID_NAMES = ['newClientOrderId', 'clientAlgoId', 'clOrdId', 'tag', 'clientOid', 'client_order_id', 'client-order-id', 'cl_ord_id'];
const MADE_UP = [...ID_NAMES, 'orderLinkId', 'client_oid'];

/** The captures of an exchange that are of its certified market. */
function ownCaptures({ ccxt, contract }: Certified): Captured[] {
  const all = capturesOf(ccxt === 'binanceusdm' ? 'binance' : ccxt);
  return all.filter(
    ({ args }) => (String(args.find((arg) => String(arg).includes('/')) ?? '').includes(':') ? 'linear' : 'spot') === contract,
  );
}

const isSupported = ({ supports }: Certified, { type, tif, postOnly }: OrderRequest): boolean =>
  supports.types.has(type) && supports.tifs.has(tif) && (!postOnly || supports.postOnly);

/** A capture of a call that is a hazard: what it sent is not what was meant. */
const isHazard = ({ ccxt }: Certified, { args }: Captured): boolean => {
  const more = (args[5] ?? {}) as Record<string, unknown>;
  return (ccxt === 'kraken' && more['triggerPrice'] !== undefined) || more['takeProfit'] !== undefined || more['test'] === true;
};

const clientIdIn = ({ args }: Captured): string | undefined => {
  const more = args.at(-1) as Record<string, string> | null;
  return typeof more === 'object' && more !== null ? (more['clientOrderId'] ?? more['cl_ord_id'] ?? more['orderLinkId']) : undefined;
};

describe.skipIf(!areThere)(`requests of certified exchanges${areThere ? '' : ' (skipped: conformance/ccxt is not there)'}`, () => {
  it.each(CERTIFIED.map((row) => [row.name, row] as const))(
    'of %s are those that were captured, for every kind of order',
    async (_, plainRow) => {
      // Captured ids are of no form that every exchange's own would have.
      const row: Certified = { ...plainRow, toId: (id) => id };
      const { venue, exchange, instrument, requests, answers, close } = await recorderOf(row, keysOf(row));
      answers.set(/account\/mode/, { code: '200000', data: { selfAccountMode: 'CLASSIC' } });
      answers.set(/account\/accounts/, { status: 'ok', data: [{ id: 100009, type: 'spot', subtype: '', state: 'working' }] });
      answers.set(/ticker\/24hr/, { symbol: 'BTCUSDT', lastPrice: '20000' });
      answers.set(/Ticker/, { error: [], result: { XXBTZUSD: { c: ['20000', '1'] } } });
      answers.set(/query-api/, { retCode: 0, retMsg: 'OK', result: { uta: 1 } });
      answers.set(/v5\/account\/info/, { retCode: 0, retMsg: 'OK', result: { unifiedMarginStatus: 5 } });
      let compared = 0;
      for (const capture of ownCaptures(row)) {
        if (capture.call !== 'createOrder' || capture.error !== undefined || isHazard(row, capture)) continue;
        const order = askedBy(capture);
        if (!isSupported(row, order)) continue;
        const clientId = clientIdIn(capture);
        requests.length = 0;
        await venue.place({ clientId: clientId ?? 'cid-009', order, instrument, exits: [] }).catch(() => {});
        const without = [...row.signing, ...(clientId === undefined || row.ccxt === 'coinbase' ? MADE_UP : [])];
        const expected = capture.requests.at(-1)!;
        const sent = requests.find(({ method }) => method !== 'GET');
        expect({ args: capture.args, method: sent?.method, fields: sent && written(sent, without) }).toEqual({
          args: capture.args,
          ...{ method: expected.method, fields: written(expected, without) },
        });
        expect(new URL(sent!.url).pathname).toBe(new URL(expected.url).pathname);
        compared++;
      }
      await exchange.close();
      await close();
      expect(compared).toBeGreaterThanOrEqual(row.supports.types.has('market') ? 3 : 2);
    },
  );
});
